"""Expressions without symbols, as numbers."""

from fractions import Fraction

import mpmath
import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.constants import NoConstant, rounded_constants
from autograder.expression.text import parse
from autograder.expression.tree import Node


def constants(text, bits=100):
    return rounded_constants(parse(text, {"x": parse_domain("real")}), bits=bits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sqrt(2)/2", "sqrt(0.5)"),
        ("cos(pi/5)", "cos(pi/5)"),
        ("exp(-20)", "exp(-20)"),
        ("2**(1/3)", "cbrt(2)"),
        ("1 - tanh(30)", "1 - tanh(30)"),
    ],
)
@pytest.mark.parametrize("bits", [20, 100, 500])
def test_numbers_are_as_close_as_was_asked_for(text, expected, bits):
    """Beside mpmath, which computes with many more digits."""
    (found,) = constants(text, bits)
    with mpmath.workprec(bits + 200):
        names = ("sqrt", "cos", "exp", "cbrt", "tanh")
        functions = {name: getattr(mpmath, name) for name in names}
        exact = _evaluated(expected, functions)
        error = abs(mpmath.mpf(found.numerator) / found.denominator / exact - 1)
    assert error < mpmath.mpf(2) ** -bits


def _evaluated(text, functions):
    """Compute what stands in the table above."""
    values = {
        "sqrt(0.5)": lambda f: f["sqrt"](mpmath.mpf(1) / 2),
        "cos(pi/5)": lambda f: f["cos"](mpmath.pi / 5),
        "exp(-20)": lambda f: f["exp"](-20),
        "cbrt(2)": lambda f: f["cbrt"](2),
        "1 - tanh(30)": lambda f: 1 - f["tanh"](30),
    }
    return values[text](functions)


def test_rationals_are_exact():
    assert constants("1/3 + 1/7") == (Fraction(10, 21),)


def test_a_matrix_is_read_row_by_row():
    entries = [Node("rational", str(n)) for n in (1, 2, 3)]
    entries.append(parse("sqrt(4)", {}))
    found = rounded_constants(Node("matrix", "2,2", tuple(entries)), bits=50)
    assert found == (1, 2, 3, 2)


@pytest.mark.parametrize(
    "text", ["x", "sqrt(-1)", "1/0", "oo", "exp(10**6)", "Sum(1/k**2, (k, 1, oo))", "log(0)"]
)
def test_what_is_no_number_is_none(text):
    with pytest.raises(NoConstant):
        constants(text)


def test_an_expression_that_is_too_long_is_not_evaluated():
    assert constants(" + ".join(f"sqrt({n})" for n in range(2, 40)))
    with pytest.raises(NoConstant):
        constants(" + ".join(f"sqrt({n})" for n in range(2, 400)))
