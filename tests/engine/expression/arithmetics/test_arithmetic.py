"""Exact rationals: while they are short, nothing is rounded."""

from fractions import Fraction
from math import comb, factorial

import pytest
from flint import arb, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.scalars import Undefined, rational

_BALLS = Balls()


def test_fractions_stay_fractions():
    third = rational(Fraction(1, 3))
    assert _BALLS.multiply(third, fmpq(3)) == fmpq(1)
    assert _BALLS.divide(_BALLS.add(third, third), fmpq(2)) == third
    assert type(_BALLS.power(third, fmpq(-4))) is fmpq
    assert _BALLS.power(third, fmpq(-4)) == 81


def test_what_grows_long_becomes_a_ball():
    value = fmpq(3, 7)
    for _ in range(10):
        value = _BALLS.multiply(value, value)
    assert type(value) is arb
    exact = Fraction(3, 7) ** 1024
    assert value.contains(arb(exact.numerator) / arb(exact.denominator))


@pytest.mark.parametrize("exponent", [-3, -2, 0, 1, 10**30, 10**30 + 1])
@pytest.mark.parametrize("base", [-1, 1])
def test_powers_of_one_are_exact_however_large_the_exponent(base, exponent):
    assert _BALLS.power(fmpq(base), fmpq(exponent)) == (base if exponent % 2 else 1)


def test_zero_to_the_zero_is_one_as_in_every_polynomial():
    assert _BALLS.power(fmpq(0), fmpq(0)) == 1
    assert _BALLS.power(fmpq(0), fmpq(10**30)) == 0


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: _BALLS.divide(fmpq(1), fmpq(0)),
        lambda: _BALLS.power(fmpq(0), fmpq(-1)),
        lambda: _BALLS.function("Mod")(fmpq(3), fmpq(0)),
    ],
)
def test_a_division_by_zero_has_no_value(attempt):
    with pytest.raises(Undefined, match="division by zero"):
        attempt()


@pytest.mark.parametrize(
    ("name", "arguments", "value"),
    [
        ("Abs", [Fraction(-7, 2)], Fraction(7, 2)),
        ("sign", [Fraction(-7, 2)], -1),
        ("sign", [0], 0),
        ("floor", [Fraction(-7, 2)], -4),
        ("ceiling", [Fraction(-7, 2)], -3),
        ("Mod", [Fraction(-7, 2), 3], Fraction(5, 2)),
        ("Max", [1, Fraction(3, 2), -5], Fraction(3, 2)),
        ("Min", [1, Fraction(3, 2), -5], -5),
        ("sqrt", [Fraction(49, 4)], Fraction(7, 2)),
        ("factorial", [20], factorial(20)),
        ("gamma", [21], factorial(20)),
        ("binomial", [10, 3], comb(10, 3)),
        ("binomial", [3, 10], 0),
    ],
)
def test_functions_that_have_exact_values_give_them(name, arguments, value):
    result = _BALLS.function(name)(*map(rational, map(Fraction, arguments)))
    assert type(result) is fmpq
    assert result == rational(Fraction(value))


def test_order_and_equality_of_fractions_are_exact():
    close = fmpq(10**40 + 1, 10**40)
    assert _BALLS.less(fmpq(1), close)
    assert not _BALLS.less_or_equal(close, fmpq(1))
    assert not _BALLS.equal(close, fmpq(1))
