"""Which formula of an answer counts."""

import pytest

from autograder.latex.document import read_document
from autograder.latex.reader import read_answer
from autograder.latex.setting import Declared, Setting
from autograder.latex.term import Term
from autograder.latex.tokens import Problem

SETTING = Setting(
    "1",
    (
        Declared("n", "size", ("n",)),
        Declared("d", "size", ("d",)),
        Declared("x", "vector[d]", ("x",)),
        Declared("y", "vector[d]", ("y",)),
    ),
    ("m",),
    (),
)


def read(text):
    """Return the meanings of an answer."""
    source = f"\\begin{{document}}\\begin{{answer}}{{1}}{text}\\end{{answer}}\\end{{document}}"
    found = read_answer(read_document(source.encode(), {}), "1", SETTING)
    return [reading.value for reading in found.readings]


PRODUCT = [Term("mul", "", (Term("symbol", "n"), Term("symbol", "d")))]


@pytest.mark.parametrize(
    "text",
    [
        r"$nd$ since $d \le n$",
        r"$nd$, for all $n \geq d > 1$",
        r"$nd$ where $1 < d$",
        r"As $d \le n$, it is $nd$",
        r"$nd$ with $d \in \mathbb N$",
    ],
)
def test_a_condition_beside_the_answer_is_not_the_answer(text):
    assert read(text) == PRODUCT


def test_an_estimate_of_what_is_asked_for_is_no_condition():
    assert read(r"$n + d$, so that $m \le nd$") == PRODUCT


@pytest.mark.parametrize("text", [r"$d$, as $d \le n$", r"with $n \ge d$ we get $d$"])
def test_a_symbol_is_the_answer_where_all_else_is_a_condition(text):
    assert read(text) == [Term("symbol", "d")]


def test_what_is_refused_is_not_taken_for_something_whose_shapes_fit_no_better():
    """With x² as a number diag would have no column, and the columns behind it something to do."""
    with pytest.raises(Problem, match="two columns side by side"):
        read(r"$\operatorname{diag}(x^2) x y$")
