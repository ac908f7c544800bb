"""Degrees bound those of the polynomials that sympy finds."""

import pytest
import sympy
from flint import fmpq

from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Unsupported
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.degree import (
    Degree,
    Degrees,
    DegreeSource,
    degree_of_difference,
)

_DEGREES = Degrees()
_X = DegreeSource().scalar(parse_domain("real"), "x")


def _degree(expression):
    """Return the larger of the degrees of a numerator and a denominator, as sympy has them."""
    parts = sympy.fraction(sympy.together(expression))
    return max(sympy.Poly(part, *expression.free_symbols).total_degree() for part in parts)


def _bound(value):
    return max(value.numerator, sum(f.degree * n for f, n in value.denominators.items()))


def test_degrees_bound_those_of_rational_functions():
    x, y = sympy.symbols("x y")
    a, b = _X, DegreeSource().scalar(parse_domain("real"), "y")
    divide, power = _DEGREES.divide, _DEGREES.power
    for expression, value in (
        (x * y + 1, a * b + fmpq(1)),
        ((x + y) ** 5, power(a + b, fmpq(5))),
        (1 / (x + y) + 1 / x, divide(fmpq(1), a + b) + divide(fmpq(1), a)),
        ((x - y) / (x * y - 1) ** 3, divide(a - b, power(a * b - fmpq(1), fmpq(3)))),
        (x ** (-4) * y, power(a, fmpq(-4)) * b),
    ):
        assert _bound(value) >= _degree(expression)


def test_degrees_are_no_larger_than_they_have_to_be():
    quotient = _DEGREES.divide(_X * _X, _X + fmpq(1))
    assert (quotient.numerator, _bound(quotient)) == (2, 2)
    assert degree_of_difference(quotient, quotient) == 2
    assert _bound(_DEGREES.divide(fmpq(1), quotient)) == 2


def test_sums_over_a_common_denominator_stay_small():
    inverse = _DEGREES.divide(fmpq(1), _X + fmpq(1))
    total = inverse
    for _ in range(100):
        total = total + inverse
    assert _bound(total) == 1


def test_many_denominators_are_merged_and_none_is_lost():
    total = fmpq(0)
    for _ in range(300):
        total = total + _DEGREES.divide(fmpq(1), _X + fmpq(1))
    assert len(total.denominators) <= 101
    assert sum(f.degree * n for f, n in total.denominators.items()) >= 300


def test_inverse_and_determinant_follow_cramer():
    matrix = Matrix(3, 3, (_X,) * 9)
    assert _DEGREES.determinant(matrix).numerator == 3
    entry = _DEGREES.inverse(matrix).entries[0]
    assert (entry.numerator, _bound(entry)) == (2, 3)


def test_a_difference_is_brought_over_one_denominator():
    assert degree_of_difference(_DEGREES.divide(fmpq(1), _X), _X * _X) == 3
    left, right = Matrix(1, 2, (_X, fmpq(1))), Matrix(1, 2, (fmpq(0), _X * _X * _X))
    assert degree_of_difference(left, right) == 3


def test_what_is_not_rational_has_no_degree():
    for attempt in (
        lambda: _DEGREES.function("exp")(_X),
        lambda: _DEGREES.power(_X, fmpq(1, 2)),
    ):
        with pytest.raises(Unsupported):
            attempt()


def test_a_table_of_values_counts_collisions_of_its_arguments():
    function = DegreeSource().function(False)
    assert function(0, _X * _X, _DEGREES).numerator == 3
    assert isinstance(function(0, fmpq(1), _DEGREES), Degree)


def test_equal_degrees_without_denominators_are_one_object():
    """So products of matrices of symbols are few: all entries are the same."""
    source = DegreeSource()
    x, y = (source.scalar(None, name) for name in "xy")
    assert x is y
    assert x * y is y * x
    assert x * y + x is x * x
    assert (x * y).numerator == 2
    assert not (x * y).denominators
