"""What holds between exponential powers. The truth of each fact was worked out by hand."""

from fractions import Fraction

import pytest

from autograder.expression.asymptotics.facts import Constraint
from autograder.expression.asymptotics.monomials import ONE, Monomial, TooLarge
from autograder.expression.asymptotics.regime import Bounded, Regime

n, d, T, N = (Monomial.of("symbol", name) for name in ("n", "d", "T", "N"))
log_n = Monomial.of("log", "n")
log_2, log_3 = (Monomial.of("number", f"log({prime})") for prime in (2, 3))
two, three = Monomial.exp(log_2 * n), Monomial.exp(log_3 * n)
FREE = Regime()
D_BELOW_N = Regime((Constraint(n / d, False),))


def holds(monomial, *terms, regime=FREE):
    return isinstance(regime.bounded(monomial, terms), Bounded)


def test_of_two_bases_the_larger_one_outgrows_the_smaller_one_by_an_exponential_power():
    assert holds(two * n ** Fraction(100), three)
    assert not holds(three, two * n ** Fraction(100))
    assert holds(two ** Fraction(158, 100), three)
    assert not holds(two ** Fraction(159, 100), three)


def test_of_two_exponents_the_larger_one_counts():
    n_to_the_n, square = Monomial.exp(n * log_n), Monomial.exp(n * n)
    assert holds(three ** Fraction(1000), n_to_the_n)
    assert holds(n_to_the_n ** Fraction(1000), square)
    assert not holds(n_to_the_n, three ** Fraction(1000))


def test_a_regime_compares_exponents_as_they_are_written():
    of_d = Monomial.exp(log_2 * d)
    assert holds(of_d, two, regime=D_BELOW_N)
    assert not holds(of_d * of_d, two, regime=D_BELOW_N)
    loosely = Regime((Constraint(n / d, False, literal=False),))
    assert not holds(of_d, two, regime=loosely)
    assert holds(d, n, regime=loosely)


def test_an_exponent_that_may_vanish_bounds_nothing_from_above():
    root = Monomial.exp(T / N)
    assert holds(ONE, root)
    assert not holds(root, ONE)
    assert not FREE.negligible(ONE, [root])
    assert holds(root, Monomial.exp(T * Monomial.of("log", "N")))
    assert holds(Monomial.exp(ONE / N), ONE)


def test_a_size_outgrows_a_power_whose_exponent_is_below_its_logarithm():
    slow = Monomial.exp(log_n ** Fraction(1, 2))
    assert holds(slow ** Fraction(100), n ** Fraction(1, 100))
    assert holds(log_n ** Fraction(100), slow)
    assert not holds(n, slow)


def test_too_many_powers_are_given_up():
    powers = [Monomial.exp(n ** Fraction(k)) for k in range(1, 15)]
    with pytest.raises(TooLarge):
        FREE.bounded(powers[0] * d, powers[1:])
