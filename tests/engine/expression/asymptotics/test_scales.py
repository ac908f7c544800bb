"""How monomials grow along a path. Each order was worked out by hand."""

from fractions import Fraction

import pytest

from autograder.expression.asymptotics.monomials import Monomial
from autograder.expression.asymptotics.scales import HELD, PARAMETER, Scales, Unclear

s, K, n, d = (Monomial.of("symbol", name) for name in (PARAMETER, HELD, "n", "d"))
log_n, log_d = (Monomial.of("log", name) for name in "nd")
log_2 = Monomial.of("number", "log(2)")


def outcome(monomial, **paths):
    return Scales(paths, sorted(monomial.generators)).outcome(monomial)


def test_what_depends_on_s_outgrows_what_stays_put():
    assert outcome(log_n / d ** Fraction(100), n=s, d=K) == 1
    assert outcome(d, n=s, d=K) == 0


def test_a_power_of_s_counts_with_its_exponent():
    assert outcome(n / d ** Fraction(3, 2), n=s ** Fraction(2), d=s) == 1
    assert outcome(n / d ** Fraction(2), n=s ** Fraction(2), d=s) == 0
    assert outcome(log_n / log_d, n=s ** Fraction(2), d=s) == 0


def test_a_value_that_stays_put_is_as_large_as_need_be():
    """K**s against 3**s, and against s**s."""
    power = Monomial.exp(n * log_d)
    assert outcome(power / Monomial.exp(Monomial.of("number", "log(3)") * n), n=s, d=K) == 1
    assert outcome(power / Monomial.exp(n * log_n), n=s, d=K) == -1


def test_exponents_are_exact_where_they_differ_by_a_logarithm():
    """With n = s**2, log(n)**d is log(s)**d times 2**d."""
    power = Monomial.exp(d * Monomial.of("log", "n", 2))
    beside = Monomial.exp(d * Monomial.of("log", "d", 2))
    assert outcome(power / beside, n=s ** Fraction(2), d=s) == 1
    two = Monomial.exp(log_2 * d)
    assert outcome(power / beside / two, n=s ** Fraction(2), d=s) == 0


def test_exponential_paths_shift_the_scales():
    tower = Monomial.exp(log_2 * s)
    assert outcome(log_n / d, n=tower, d=s) == 0
    assert outcome(n / d ** Fraction(9), n=tower, d=s) == 1
    assert outcome(Monomial.of("log", "n", 2) / log_d, n=tower, d=s) == 0


def test_only_what_is_one_exactly_is_said_to_be():
    scales = Scales({"n": s, "d": s}, sorted((n * d * log_n * log_d).generators))
    assert scales.is_one(n / d)
    assert not scales.is_one(n)
    assert not scales.is_one(log_n / log_d)


def test_what_is_not_known_exactly_proves_nothing():
    with pytest.raises(Unclear):
        outcome(Monomial.exp(d * Monomial.of("log", "n", 3)), n=s ** Fraction(2), d=s)
