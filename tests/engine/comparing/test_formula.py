r"""A formula in LaTeX as trees of the grader's: one for each way to read it."""

import pytest

from autograder.comparing.formula import FormulaError, Notation, formula, node_of
from autograder.expression.decide import Equality, compare
from autograder.expression.domain import parse_domain
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import TreeError
from autograder.latex.term import Term, number, symbol

SYMBOLS = {
    name: parse_domain(domain)
    for name, domain in {
        "x": "real", "t": "natural", "beta": "unit", "W": "matrix[n,n]", "u": "vector[n]",
        "g": "sequence[real]", "n": "size",
    }.items()
}  # fmt: skip


def read(text, **notation):
    return formula(text, SYMBOLS, Notation(**notation))


def are_equal(reading, text):
    outcome = compare(parse(text, SYMBOLS), reading.root, Premises(SYMBOLS))
    return isinstance(outcome, Equality)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (r"1 - \beta^t", "1 - beta**t"),
        (r"$1 - \beta^t$", "1 - beta**t"),
        (r"\[ \frac{x}{2} \]", "x/2"),
        ("\\begin{align}\n x &= 1 \\\\ &= x\n\\end{align}", "x"),
        (r"W u", "W*u"),
        (r"u^\top W u", "u.T*W*u"),
        (r"\sum_{i=1}^t \beta^i g_i", "Sum(beta**i*g[i], (i, 1, t))"),
        (r"2", "2"),
    ],
)
def test_a_formula_means_what_the_text_says(text, meaning):
    (reading,) = read(text)
    assert are_equal(reading, meaning)
    assert reading.how == ""


def test_a_notation_is_that_of_the_line_else_the_usual_one():
    (reading,) = read(r"\rho^t", tex={"beta": [r"\rho"]})
    assert are_equal(reading, "beta**t")
    with pytest.raises(FormulaError):
        read(r"\rho^t")


def test_a_name_may_stand_in_front_and_limits_may_be_left_out():
    (reading,) = read(r"v_t = \sum_i \beta^i", tex={}, names=["v_t"], ranges=[("i", "1", "t")])
    assert are_equal(reading, "Sum(beta**i, (i, 1, t))")


def test_two_readings_are_two_trees_with_what_distinguishes_them():
    first, second = read("x/2t")
    assert {are_equal(first, "x/2*t"), are_equal(second, "x/2*t")} == {True, False}
    assert {are_equal(first, "x/(2*t)"), are_equal(second, "x/(2*t)")} == {True, False}
    assert first.how != second.how


@pytest.mark.parametrize(
    "text",
    ["", "q", "x +", "{", r"\foo", r"\end{answer}\begin{answer}{1} x", "\0", "\\text{yes}"],
)
def test_what_cannot_be_read_is_refused_with_a_reason(text):
    with pytest.raises(FormulaError) as raised:
        read(text)
    assert str(raised.value)


def test_a_term_is_a_tree_with_operands_in_order():
    term = Term("add", "", (number("1/2"), Term("mul", "", (symbol("x"), symbol("t")))))
    root = node_of(term)
    assert root.operation == "add"
    half, product = root.children
    assert (half.operation, half.name) == ("rational", "1/2")
    assert [child.name for child in product.children] == ["x", "t"]


@pytest.mark.parametrize(
    "term", [Term("launch", "", (symbol("x"),)), Term("pow", "", (symbol("x"),))]
)
def test_a_term_that_is_no_tree_is_refused(term):
    with pytest.raises(TreeError):
        node_of(term)
