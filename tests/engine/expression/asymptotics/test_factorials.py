"""Factorials and binomial coefficients, against their values."""

import math

import mpmath
import pytest

from autograder.expression.asymptotics.factorials import binomial, factorial
from autograder.expression.asymptotics.monomials import Monomial, Polynomial
from autograder.expression.asymptotics.orders import Order, UndecidedGrowth
from autograder.expression.asymptotics.regime import Regime

FREE = Regime()
n, d = (Polynomial.of(Monomial.of("symbol", name)) for name in "nd")
two, three = (Polynomial.of(k) for k in (2, 3))
FUNCTIONS = {"log": mpmath.log, "exp": mpmath.exp}


def value(order, **sizes):
    """Return the sum of the terms, at sizes."""
    (terms, below) = (order.numerator, order.denominator)
    names = FUNCTIONS | {name: mpmath.mpf(size) for name, size in sizes.items()}
    sums = [sum(eval(str(t), {}, names) for t in side) for side in (terms, below)]
    return sums[0] / sums[1]


@pytest.mark.parametrize(
    ("argument", "numbers"),
    [
        (n, lambda k: k),
        (two * n, lambda k: 2 * k),
        (n + three, lambda k: k + 3),
        (three * n - two, lambda k: 3 * k - 2),
        (n * n, lambda k: k * k),
    ],
)
def test_a_factorial_is_a_constant_times_its_order(argument, numbers):
    quotients = []
    for k in (30, 90):
        exact = mpmath.mpf(math.factorial(numbers(k)))
        quotients.append(exact / value(factorial(argument, FREE), n=k))
    assert 0.8 < quotients[1] / quotients[0] < 1.25


def test_the_factorial_of_a_sum_lies_between_its_bounds():
    found = factorial(n + d, FREE)
    quotients = []
    for sizes in ({"n": 50, "d": 40}, {"n": 400, "d": 10}, {"n": 10, "d": 300}):
        exact = mpmath.mpf(math.factorial(sum(sizes.values())))
        assert exact / value(found.lower, **sizes) > 1
        quotients.append(exact / value(found.upper, **sizes))
    assert max(quotients) < 10


def test_numbers_are_exact():
    assert factorial(Polynomial.of(5), FREE) == Polynomial.of(120)
    assert binomial(n, two, FREE) == n * (n - Polynomial.of(1)) * Polynomial.of(1) * two**-1


@pytest.mark.parametrize("argument", [n * d**-1, n - d, Polynomial.of(-1), -n])
def test_what_is_not_certain_to_grow_has_no_factorial(argument):
    with pytest.raises(UndecidedGrowth):
        factorial(argument, FREE)


def test_a_central_binomial_coefficient_has_an_order():
    found = binomial(two * n, n, FREE)
    assert isinstance(found, Order)
    quotients = [math.comb(2 * k, k) / value(found, n=k) for k in (100, 1000)]
    assert 0.95 < quotients[1] / quotients[0] < 1.05


def test_other_binomial_coefficients_lie_below_both_bounds():
    found = binomial(n, d, FREE)
    assert found.lower is None
    for above, below in ((60, 3), (60, 30), (60, 57), (60, 60)):
        assert math.comb(above, below) / value(found.upper, n=above, d=below) < 10
