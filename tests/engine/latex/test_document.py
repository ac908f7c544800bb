r"""Answers are found in a document, whatever stands around them; what is wrong costs one answer."""

import pytest

from autograder.latex.document import read_document
from autograder.latex.tokens import MAX_LENGTH

WHOLE = r"""
\documentclass{article}
\newenvironment{answer}[1]{\textbf{#1}}{}
\newcommand{\E}{\mathbb{E}}
\begin{document}
\section{One}
%s
\end{document}
"""


def read(text, **companions):
    """Read a document that is one text."""
    files = {name.replace("_", "."): content for name, content in companions.items()}
    return read_document(text.encode(), files)


def answers(text):
    """Return what each answer says, blanks left out."""
    return {
        number: "".join(token.text for token in answer.tokens if token.kind != "space")
        for number, answer in read(text).answers.items()
    }


@pytest.mark.parametrize(
    "body",
    [
        r"\begin{answer}{2.2.head_time}$x$\end{answer}",
        r"\begin{answer}{2.2.head\_time}$x$\end{answer}",
        "\\begin{answer}\n  { 2.2.head\\_time }\n$x$\n\\end{answer}",
        r"\begin{answer}[t]{2.2.head_time}$x$\end{answer}",
        r"\begin{center}\begin{answer}{2.2.head_time}$x$\end{answer}\end{center}",
        "% \\begin{answer}{2.2.head_time} y\n\\begin {answer}{2.2.head_time}$x$\\end {answer}",
        "\\begin{verbatim}\n\\begin{answer}{2.2.head_time}y\\end{answer}\n\\end{verbatim}"
        r"\begin{answer}{2.2.head_time}$x$\end{answer}",
        r"\verb|\begin{answer}{1}| \begin{answer}{2.2.head_time}$x$\end{answer}",
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_where_an_answer_stands(body, whole):
    """An answer is found in a whole document and in a piece of one."""
    assert answers(WHOLE % body if whole else body) == {"2.2.head_time": "$x$"}


@pytest.mark.parametrize("place", ["before", "after"])
def test_outside_of_the_document(place):
    """What stands in the preamble, or behind the end, is told and not read."""
    answer = r"\begin{answer}{1}old\end{answer}"
    whole = WHOLE % r"\begin{answer}{1}new\end{answer}"
    document = read(answer + whole if place == "before" else whole + answer)
    assert "outside" in document.problems[0].message
    assert document.answers["1"].text == "new"


@pytest.mark.parametrize(
    ("source", "is_told"),
    [
        (b"\xef\xbb\xbf\\begin{answer}{1}\xc3\xa9\\end{answer}", False),
        ("\\begin{answer}{1}é\\end{answer}".encode("utf-16"), False),
        ("\\begin{answer}{1}é\\end{answer}".encode("latin-1"), True),
        (b"\\begin{answer}\r\n{1}\r\n\xc3\xa9\r\n\\end{answer}", False),
        (b"\\begin{answer}{1}\0\xc3\xa9\\end{answer}", True),
    ],
)
def test_encodings(source, is_told):
    """Any usual encoding is read; what is not UTF-8, or has NULs, is told."""
    document = read_document(source, {})
    assert document.answers["1"].text.strip() == "é"
    assert bool(document.problems) is is_told


@pytest.mark.parametrize("body", ["[[1, 2], [3, 4]]", r"\[x\]"])
def test_an_answer_may_begin_with_a_bracket(body):
    """What stands in brackets behind the number is the answer."""
    assert read(rf"\begin{{answer}}{{1}}{body}\end{{answer}}").answers["1"].text == body


def test_an_empty_answer_says_nothing():
    """An environment without anything but comments answers nothing, and is no error."""
    document = read("\\begin{answer}{1}\n% not yet\n\\end{answer}")
    assert not document.answers["1"].says_something
    assert not document.problems


def test_two_answers_for_one_line():
    """Two answers that differ cost their line and tell both places."""
    document = read("\\begin{answer}{1}a\\end{answer}\n\\begin{answer}{1}b\\end{answer}")
    assert document.answers["1"].trouble == document.problems[0].message
    assert "line 1 and in line 2" in document.answers["1"].trouble


def test_one_answer_twice():
    """Two answers that say the same, or of which one is empty, are one."""
    same = r"\begin{answer}{1}a\end{answer} \begin{answer}{1} a \end{answer}"
    assert not read(same + r"\begin{answer}{1}\end{answer}").problems


def test_an_answer_without_end():
    """An answer that is not closed costs itself and not the next."""
    document = read("\\begin{answer}{1}a\n\\begin{answer}{2}b\\end{answer}")
    assert document.answers["1"].trouble
    assert document.problems[0].numbers == ("1",)
    assert not document.answers["2"].trouble


def test_an_end_without_answer():
    """An end without its beginning is told, and costs nothing."""
    document = read(r"\end{answer}\begin{answer}{1}a\end{answer}")
    assert document.problems[0].numbers == ()
    assert document.answers["1"].text == "a"


def test_macros_of_other_files():
    """Of a file that is read, the macros count; its answers are told and not read."""
    text = r"\input{defs} \usepackage{mine} \begin{answer}{1}\a\end{answer}"
    document = read(
        text,
        defs_tex=rb"\newcommand{\a}{1} \begin{answer}{2}x\end{answer}",
        mine_sty=rb"\newcommand{\b}{2}",
        other_tex=rb"\newcommand{\c}{3}",
    )
    assert set(document.macros) == {"a", "b"}
    assert set(document.answers) == {"1"}
    assert "defs" in document.problems[0].message


def test_megabytes():
    """A file that is too long is told and not read."""
    document = read_document(b"x" * (MAX_LENGTH + 1), {})
    assert not document.answers
    assert "characters" in document.problems[0].message


class Counted(list):
    """A list that counts how many items its slices copy."""

    copied = 0

    def __getitem__(self, key):
        found = super().__getitem__(key)
        if isinstance(key, slice):
            Counted.copied += len(found)
        return found


def test_answers_without_ends_cost_their_length(monkeypatch):
    """Answers that are never closed cost as much as they are long, not its square."""
    from autograder.latex import document as module

    tokenize = module.tokenize
    monkeypatch.setattr(module, "tokenize", lambda text: Counted(tokenize(text)))
    text = r"\begin{answer}{1}x" * 300
    read(text)
    assert Counted.copied < 3 * len(text)
