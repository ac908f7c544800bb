"""Rationals, and what is known to be an integer."""

from fractions import Fraction

from flint import arb, fmpq

from autograder.expression.arithmetics.scalars import exact_integer, rational


def test_a_fraction_is_the_same_in_flint():
    assert rational(Fraction(-6, 4)) == fmpq(-3, 2)
    assert rational(7) == fmpq(7)


def test_an_integer_is_known_as_one():
    assert exact_integer(fmpq(6, 2)) == 3
    assert exact_integer(fmpq(1, 2)) is None
    assert exact_integer(arb(5)) == 5
    assert exact_integer(arb(5, 1)) is None
    assert exact_integer(arb(2) ** 10**9) is None
