"""Multiples, added terms and transposes, for partial credit."""

import pytest

from autograder.expression.decide import Different, Equality, Malformed
from autograder.expression.domain import parse_domain
from autograder.expression.predicates import is_multiple, is_shifted
from autograder.expression.premises import Premises
from autograder.expression.text import parse

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "beta": "unit", "t": "natural", "g": "sequence[vector[d]]", "delta": "positive",
        "theta": "vector[d]", "V": "matrix[d,n]", "x": "real", "row": "real",
    }.items()
}  # fmt: skip
_AVERAGE = "Sum(beta**(t - i)*g[i], (i, 1, t))"


def _multiple(expected, submitted, *free_of):
    trees = (parse(text, _SYMBOLS) for text in (expected, submitted))
    return is_multiple(*trees, Premises(_SYMBOLS), free_of=free_of)


@pytest.mark.parametrize(
    "submitted",
    [
        _AVERAGE,
        f"(1 - beta)*{_AVERAGE}",
        f"-delta*(1 - beta)*{_AVERAGE}",
        f"exp(beta*t)*{_AVERAGE}",
        "(1 - beta)*Sum(beta**j*g[t - j], (j, 0, t - 1))",
        f"norm(theta)*{_AVERAGE}",
    ],
)
def test_a_multiple_by_what_is_free_of_a_symbol_is_one(submitted):
    assert isinstance(_multiple(_AVERAGE, submitted, "g"), Equality)


@pytest.mark.parametrize(
    "submitted",
    [
        "Sum(beta**i*g[i], (i, 1, t))",
        "Sum(beta**(t - i)*g[i], (i, 1, t - 1))",
        f"g[1].T*g[1]*{_AVERAGE}",
        f"theta + {_AVERAGE}",
        f"hadamard(theta, {_AVERAGE})",
        f"0*{_AVERAGE}",
        "0",
    ],
)
def test_other_answers_are_not(submitted):
    assert isinstance(_multiple(_AVERAGE, submitted, "g"), Different)


def test_what_the_factor_has_to_be_free_of_matters():
    assert isinstance(_multiple("V", "x*V", "V"), Equality)
    assert isinstance(_multiple("V", "x*V", "V", "x"), Different)
    assert isinstance(_multiple("V", "2*V", "V", "x"), Equality)


def test_numbers_are_multiples_too():
    assert isinstance(_multiple("exp(x)", "delta*exp(x)", "x"), Equality)
    assert isinstance(_multiple("exp(x)", "exp(2*x)", "x"), Different)


@pytest.mark.parametrize("factor", ["Sum(beta, (i, t, 1))", "0**(t - 1)", "Max(0, 2 - t)"])
def test_a_factor_that_is_0_for_most_numbers_makes_no_multiple(factor):
    assert isinstance(_multiple("x*beta", f"x*{factor}", "x"), Different)
    assert isinstance(_multiple("V", f"V*{factor}", "V"), Different)


def test_a_question_may_use_the_names_of_rows():
    assert isinstance(_multiple("row*V", "2*row*V", "V", "row"), Equality)


def test_what_is_malformed_or_of_another_shape_is_no_multiple():
    assert isinstance(_multiple("V", "V + theta", "V"), Malformed)
    assert _multiple("V", "V.T", "V").note == "transpose"
    assert _multiple("V", "theta", "V").note == "shape"


def _shifted(expected, submitted, *free_of):
    trees = (parse(text, _SYMBOLS) for text in (expected, submitted))
    return is_shifted(*trees, Premises(_SYMBOLS), free_of=free_of)


@pytest.mark.parametrize("added", ["delta", "-1", "beta**t*delta", "exp(beta)", "0"])
def test_a_term_that_is_free_of_the_symbol_shifts_an_answer(added):
    assert isinstance(_shifted("(1 - beta)*x", f"x + {added} - x*beta", "x"), Equality)
    assert isinstance(_shifted("V", f"V + ({added})*V*0 + ({added})*ones(d, n)", "V"), Equality)


@pytest.mark.parametrize("submitted", ["x", "-(1 - beta)*x", "(1 - beta)*x + x**2", "delta", "0"])
def test_another_coefficient_or_a_term_in_the_symbol_is_no_shift(submitted):
    assert isinstance(_shifted("(1 - beta)*x", submitted, "x"), Different)


def test_what_a_term_has_to_be_free_of_matters():
    assert isinstance(_shifted("x", "x + delta", "x"), Equality)
    assert isinstance(_shifted("x", "x + delta", "x", "delta"), Different)


def test_what_is_malformed_or_of_another_shape_is_no_shift():
    assert isinstance(_shifted("V", "V + theta", "V"), Malformed)
    assert _shifted("V", "theta", "V").note == "shape"
