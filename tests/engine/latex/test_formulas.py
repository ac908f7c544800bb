r"""The formulas of an answer: which there are, what is boxed, and among which the answer is."""

from contextlib import suppress

import pytest

from autograder.latex.formulas import formulas_of, meant
from autograder.latex.tokens import Problem, tokenize


def text(tokens):
    """Return what tokens say, blanks left out."""
    return "".join(token.text for token in tokens if token.kind != "space")


def all_of(source):
    """Return the kinds and the texts of all formulas."""
    return [(one.kind, text(one.tokens)) for one in formulas_of(tokenize(source))]


def chosen(source):
    """Return the texts of the formulas among which the answer is."""
    return [text(one.tokens) for one in meant(formulas_of(tokenize(source)))]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("so $a$ and \\(b\\)", [("inline", "a"), ("inline", "b")]),
        ("$$a$$ \\[b\\]", [("display", "a"), ("display", "b")]),
        (r"\begin{align*}a&=b\end{align*}", [("display", "a&=b")]),
        (r"\begin{equation}\begin{split}a\\b\end{split}\end{equation}",
         [("display", r"begin{split}a\bend{split}")]),
        (r"\begin{alignat}{2}a&=b\end{alignat}", [("display", "a&=b")]),
        (r"\begin{math}a\end{math}", [("inline", "a")]),
        (r"\ensuremath{a}", [("inline", "a")]),
        (r"$a \text{ if $b$}$", [("inline", "atext{if$b$}")]),
        ("a + b", [("bare", "a+b")]),
        ("", []),
    ],
)  # fmt: skip
def test_formulas(source, found):
    """Each way to write a formula, displayed or in a line."""
    assert all_of(source) == found


def test_prose_between():
    """The prose before each formula stays beside it."""
    first, second = formulas_of(tokenize("By definition $a$, and so $b$."))
    assert text(first.prose) == "Bydefinition"
    assert text(second.prose) == ",andso"


@pytest.mark.parametrize(
    ("source", "answers"),
    [
        (r"$a$ \[b\] $c$", ["b"]),
        (r"$a$ and $c$", ["a", "c"]),
        (r"\[\boxed{b} \quad c\] \[d\]", ["b"]),
        (r"\fbox{$b$}, as a check $c$", ["b"]),
        (r"\framebox[3cm][c]{$b$} \[c\]", ["b"]),
        (r"\colorbox{yellow}{$b$} \[c\]", ["b"]),
        (r"\fcolorbox{red}{white}{\textbf{$b$}} and $c$", ["b"]),
        (r"\[\fbox{$b$} = c\]", ["b"]),
        (r"\boxed{b} and then $c$", ["b"]),
        (r"\boxed{b}", ["b"]),
        (r"\[\boxed{b}\] that is \[\boxed{ b }\]", ["b"]),
    ],
)
def test_what_counts(source, answers):
    """What is boxed counts, however and wherever; else what is displayed; else all."""
    assert chosen(source) == answers


@pytest.mark.parametrize("source", [r"\[\boxed{a}\] \[\boxed{b}\]", r"\fbox{$a$} \fbox{$b$}"])
def test_two_boxes(source):
    """Of two boxes that differ it is asked which is the answer."""
    with pytest.raises(Problem, match="boxed"):
        chosen(source)


@pytest.mark.parametrize(
    "source", ["$a", r"\(a", r"\[a", r"\begin{align}a", "$$a$", r"$\boxed{a$", r"\fbox{$a$"]
)
def test_without_an_end(source):
    """A formula or a box without its end is a problem."""
    with pytest.raises(Problem):
        all_of(source)


class Counted(list):
    """A list that counts how often an item of it is looked at."""

    looks = 0

    def __getitem__(self, key):
        if not isinstance(key, slice):
            Counted.looks += 1
        return super().__getitem__(key)


@pytest.mark.parametrize(
    "source",
    [
        r"\fbox{" * 24 + "$a$" + "}" * 24,
        r"$\fbox{$" * 40 + "a" + "$}$" * 40,
        r"$\boxed{" + r"\boxed{" * 500 + "a" + "}" * 501 + "$",
        r"\fbox{x}" * 1_000 + "$a$",
        "{" * 2_000 + "$a$" + "}" * 2_000,
        r"\boxed{" * 1_000,
    ],
)
def test_hostile(source):
    """Boxes within boxes and deep braces cost in proportion to their length, or are a problem."""
    tokens = Counted(tokenize(source))
    Counted.looks = 0
    with suppress(Problem):
        formulas_of(tokens)
    assert Counted.looks < 100 * len(tokens)
