"""How what was understood is written: on one line, and as LaTeX."""

import pytest

from autograder.latex.echo import plain, typeset
from autograder.latex.setting import Declared, Setting
from autograder.latex.term import Term, number, symbol

X, Y, N = symbol("x"), symbol("y"), symbol("n")
HALF, BELOW = number("1/2"), number("-3")
SETTING = Setting(
    "1",
    (
        Declared("x", "real", ("x",)),
        Declared("y", "real", (r"\hat y",)),
        Declared("n", "natural", ("n",)),
        Declared("A", "matrix[n,n]", (r"W_{hh}",)),
        Declared("h", "sequence[vector[n]]", ("h_{i}",)),
    ),
)


def term(operation, *children, name=""):
    return Term(operation, name, children)


@pytest.mark.parametrize(
    ("root", "line", "tex"),
    [
        (term("add", X, term("neg", Y)), "x - y", r"x-\hat y"),
        (term("neg", term("add", X, Y)), "-(x + y)", r"-\left(x+\hat y\right)"),
        (term("div", X, term("add", X, Y)), "x/(x + y)", r"\frac{x}{x+\hat y}"),
        (term("pow", HALF, N), "(1/2)**n", r"\left(\frac{1}{2}\right)^{n}"),
        (term("pow", BELOW, N), "(-3)**n", r"\left(-3\right)^{n}"),
        (term("div", X, HALF), "x/(1/2)", r"\frac{x}{\frac{1}{2}}"),
        (term("pow", term("neg", X), N), "(-x)**n", r"\left(-x\right)^{n}"),
        (term("pow", term("pow", X, N), N), "(x**n)**n", r"\left(x^{n}\right)^{n}"),
        (term("add", X, BELOW), "x - 3", "x-3"),
    ],
)
def test_brackets_stand_where_the_meaning_takes_them(root, line, tex):
    assert plain(root) == line
    assert typeset(root, SETTING) == tex


def test_a_symbol_is_written_as_the_question_writes_it():
    assert typeset(term("T", symbol("A")), SETTING) == r"W_{hh}^{\top}"


def test_an_item_is_set_into_the_notation_of_its_sequence():
    item = term("item", symbol("h"), term("add", N, term("neg", number(1))))
    assert typeset(item, SETTING) == "h_{n-1}"
    assert plain(item) == "h[n - 1]"
