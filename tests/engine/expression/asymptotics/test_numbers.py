"""Roots and logarithms of primes, against floating point and the factors themselves."""

import math
from fractions import Fraction

import pytest

from autograder.expression.asymptotics.monomials import ONE, Monomial, Polynomial
from autograder.expression.asymptotics.numbers import (
    LARGEST,
    factored,
    logarithm_of_number,
    quotient_below,
    root,
    sign,
)

log_2, log_3, pi, two = (Monomial.of("number", name) for name in ("log(2)", "log(3)", "pi", "2"))


def test_the_sign_of_a_sum_is_that_of_its_value():
    assert sign([(log_3, Fraction(1)), (log_2, Fraction(-1))]) == 1
    assert sign([(pi, Fraction(1)), (ONE, Fraction(-22, 7))]) == -1
    assert sign([(two ** Fraction(1, 2), Fraction(5)), (ONE, Fraction(-7))]) == 1
    assert sign([(ONE, Fraction(1)), (ONE, Fraction(-1))]) == 0


def test_a_sign_that_no_ball_decides_is_open():
    assert sign([(log_2 / log_2 * log_3, Fraction(1)), (log_3, Fraction(-1))]) is None


def test_a_quotient_is_approached_from_below():
    exact = math.log(3) / math.log(2)
    found = quotient_below(log_3, log_2)
    assert exact - 1e-12 < found < exact
    assert quotient_below(log_3, log_3) == 1


@pytest.mark.parametrize("number", [Fraction(1), Fraction(360, 49), Fraction(999_999_937, 2)])
def test_the_factors_of_a_number_multiply_to_it(number):
    powers = factored(number)
    assert math.prod((Fraction(prime) ** power for prime, power in powers.items())) == number
    assert all(prime > 1 and all(prime % k for k in range(2, 100) if k < prime) for prime in powers)


def test_a_number_that_is_too_long_is_not_factored():
    assert factored(Fraction(LARGEST + 1)) is None
    assert root(Fraction(LARGEST + 1), Fraction(1, 2)) is None
    assert logarithm_of_number(Polynomial.of(LARGEST + 1)) is None


def test_roots_and_logarithms_are_exact():
    half = Fraction(1, 2)
    assert root(Fraction(8), half) == Polynomial({two**half: Fraction(2)})
    assert root(Fraction(9, 4), half) == Polynomial.of(Fraction(3, 2))
    assert logarithm_of_number(Polynomial.of(Fraction(8, 3))) == Polynomial(
        {log_2: Fraction(3), log_3: Fraction(-1)}
    )
    assert logarithm_of_number(Polynomial({pi: Fraction(1)})) is None
