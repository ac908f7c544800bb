r"""Answers in Python and in LaTeX: which of them counts, and what is said of the other."""

from itertools import pairwise
from textwrap import dedent

import pytest

from autograder.checkers.answers.entries import Entries
from autograder.checkers.symbolic.equal import Equal
from autograder.grading.documents import LatexDocument
from autograder.grading.submission import Submission
from autograder.verdict import State

REFERENCE = r"""
from notation import *

@question("1.two")
def two(): return 2

@question("1.sum", x=real, y=real)
def sum(x, y): return x + y

@question("1.half", b=unit, t=natural)
def half(b, t): return b / (2 * t)

@question("1.code")
def code(x): return x
"""


def document(source, path="hw.tex", **companions):
    text = rf"\begin{{document}}{dedent(source)}\end{{document}}"
    return LatexDocument(path, text.encode(), {n: c.encode() for n, c in companions.items()})


def answer(number, formula):
    return f"\\begin{{answer}}{{{number}}}\nSo it is ${formula}$.\n\\end{{answer}}\n"


SUM = answer("1.sum", "y + x")


@pytest.fixture
def written(graded):
    """Open a session on answers in LaTeX, with the text of a ``q1.py`` beside them or without."""

    def written(source, python=None, **options):
        sources = {} if python is None else {"q1.py": python.encode()}
        documents = {"hw.tex": document(source)}
        submission = Submission(sources, placed={n: n for n in sources}, documents=documents)
        return graded(submission, reference=REFERENCE, **options)

    return written


def test_an_answer_in_latex_is_graded_like_its_python_twin(written):
    verdict = written(SUM).line("1.sum", checker=Equal())
    assert verdict.state is State.PASSED
    assert verdict.understood.plain == "x + y"


def test_a_wrong_one_is_lost_with_how_it_was_read_and_where_it_differs(written):
    verdict = written(answer("1.sum", "x + x")).line("1.sum", checker=Equal())
    assert verdict.state is State.FAILED
    assert "x" in verdict.understood.plain
    assert "y" not in verdict.understood.plain


def test_data_is_graded_too(written):
    assert written(answer("1.two", "2")).line("1.two").state is State.PASSED
    assert written(answer("1.two", "3")).line("1.two").state is State.FAILED


def test_of_two_readings_the_right_one_counts_and_the_message_says_so(written):
    verdict = written(answer("1.half", "b/2t")).line("1.half", checker=Equal())
    assert verdict.state is State.PASSED
    assert "can be read in 2 ways" in verdict.message


@pytest.mark.parametrize(
    "python",
    [
        "def sum(x, y): raise NotImplementedError",
        "def sum(x, y): return undefined",
        "def other(): return 1",
        "import",
        "raise RuntimeError",
        "",
        "def sum(x, y): return None",
        "import os\ndef sum(x, y): os._exit(0)",
    ],
    ids=["as handed out", "raises", "another function", "no Python", "fails", "empty", "nothing",
         "ends"],
)  # fmt: skip
def test_python_that_gives_no_answer_takes_no_latex_along(written, python):
    assert written(SUM, python).line("1.sum", checker=Equal()).state is State.PASSED


def test_python_that_fails_is_told_at_the_top_and_what_is_not_begun_is_not(written):
    session = written(SUM, "def sum(x, y): return undefined")
    session.line("1.sum", checker=Equal())
    (told,) = session.session.told({"1.sum"}, set())
    assert told == "1.sum: `q1.py` gives no answer, so what is in `hw.tex` is graded."
    session = written(SUM, "def sum(x, y): raise NotImplementedError")
    session.line("1.sum", checker=Equal())
    assert session.session.told({"1.sum"}, set()) == []


def test_where_both_answer_the_python_counts_and_a_difference_is_told(written):
    session = written(SUM + answer("1.two", "2"), "def sum(x, y): return x\ndef two(): return 3\n")
    assert session.line("1.sum", checker=Equal()).state is State.FAILED
    assert session.line("1.two").state is State.FAILED
    assert session.session.told({"1.sum", "1.two"}, set()) == [
        "1.sum, 1.two are answered both in `q1.py` and in `hw.tex`, and differently: what is in "
        "`q1.py` counts."
    ]


def test_where_both_say_the_same_nothing_is_told(written):
    session = written(
        SUM + answer("1.two", "2"), "def sum(x, y): return x + y\ndef two(): return 2.0"
    )
    assert session.line("1.sum", checker=Equal()).state is State.PASSED
    assert session.line("1.two").state is State.PASSED
    assert session.session.told({"1.sum", "1.two"}, set()) == []


def test_an_answer_that_cannot_be_read_beside_one_in_python_is_told(written):
    session = written(answer("1.sum", "q"), "def sum(x, y): return x + y")
    assert session.line("1.sum", checker=Equal()).state is State.PASSED
    (told,) = session.session.told({"1.sum"}, set())
    assert told == "1.sum is answered both in `q1.py` and in `hw.tex`: what is in `q1.py` counts."


def test_an_empty_answer_is_none(written):
    empty = "\\begin{answer}{1.sum}\n% write here\n\\end{answer}\n"
    assert written(empty, "def sum(x, y): return x + y").line("1.sum", checker=Equal()).share == 1
    verdict = written(empty).line("1.sum", checker=Equal())
    assert verdict.notes == ("unanswered",)
    assert "no answer to 1.sum in `hw.tex`" in verdict.message


def test_what_cannot_be_read_is_lost_with_the_reason_as_a_quote(written):
    verdict = written(answer("1.sum", "x + q")).line("1.sum", checker=Equal())
    assert (verdict.state, verdict.notes) == (State.FAILED, ("unreadable",))
    first, *quotes = verdict.message.split("\n")
    assert first == "Your answer to 1.sum in `hw.tex` cannot be read:"
    assert quotes
    assert all(line.startswith("> ") for line in quotes)


@pytest.mark.parametrize("number", ["1.two", "1.sum"])
def test_no_message_on_an_answer_in_latex_speaks_of_python(written, number):
    """Whatever is written there: a formula, another one, a word, nothing that can be read."""
    for formula in ("2", "x", "\\text{yes}", "q + ", "", "{", "1, 2"):
        checker = Equal() if number == "1.sum" else Entries(tolerance="0")
        message = written(answer(number, formula)).line(number, checker=checker).message
        for word in ("return", "function", "quotes", "tuple", "list", "Python", "q1.py", "None"):
            assert word not in message, message


def test_unknown_numbers_are_told_with_the_nearest_and_code_is_for_python_files(written):
    session = written(SUM + answer("1.summ", "x") + answer("1.code", "x"))
    session.line("1.sum", checker=Equal())
    assert session.session.told({"1.sum", "1.code"}, {"1.code"}) == [
        "`hw.tex`, line 4: there is no question 1.summ. Is it 1.sum?",
        "`hw.tex`, line 7: 1.code is answered by code, in a Python file; what stands here is not "
        "graded.",
    ]


def test_a_line_of_code_is_never_answered_in_latex(written):
    verdict = written(answer("1.two", "2")).line("1.two", code=True)
    assert verdict.notes == ("missing file",)


def test_the_document_of_a_question_file_comes_before_that_of_the_assignment(graded):
    documents = {
        "hw.tex": document(SUM), "q1.tex": document(answer("1.sum", "x"), "q1.tex"),
    }  # fmt: skip
    submission = Submission({}, placed={}, documents=documents)
    session = graded(submission, reference=REFERENCE)
    assert session.line("1.sum", checker=Equal()).state is State.FAILED
    assert session.session.told({"1.sum"}, set()) == [
        "1.sum is answered in `hw.tex` and `q1.tex`: the document of the question file counts "
        "before that of the assignment."
    ]


def test_a_macro_bomb_costs_one_line(written):
    letters = "abcdefghijklmnopqrstuvwxyz"
    bomb = "".join(f"\\newcommand{{\\z{a}}}{{\\z{b}\\z{b}}}\n" for a, b in pairwise(letters))
    session = written(bomb + answer("1.two", "\\za") + SUM)
    assert session.line("1.two").state is not State.PASSED
    assert session.line("1.sum", checker=Equal()).state is State.PASSED
