"""Which monomials bound which, against scipy's floating-point programmes."""

import itertools
import random
from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import linprog

from autograder.expression.asymptotics.facts import Constraint
from autograder.expression.asymptotics.monomials import ONE, Generator, Monomial
from autograder.expression.asymptotics.regime import Bounded, Ray, Regime

NAMES = ("n", "d", "r")
n, d, r = (Monomial.of("symbol", name) for name in NAMES)
log_n, log_d = (Monomial.of("log", name) for name in "nd")
N, T = (Monomial.of("symbol", name) for name in "NT")
power = Monomial.exp(T * Monomial.of("log", "N"))
FREE = Regime()
D_BELOW_N = Regime((Constraint(n / d, False),))
D_FAR_BELOW_N = Regime((Constraint(n / d, True),))


def holds(monomial, *terms, regime=FREE):
    return isinstance(regime.bounded(monomial, terms), Bounded)


def test_a_monomial_is_bounded_by_terms_whose_hull_covers_it():
    assert holds(n * d, n * n, d * d)
    assert not holds(n * d, n * n, d)
    assert holds(n ** Fraction(3, 2), n * n, n)
    assert holds(n / d, n)


def test_a_regime_bounds_more():
    assert not holds(d * d, n * d)
    assert holds(d * d, n * d, regime=D_BELOW_N)
    assert not holds(n * d, d * d, regime=D_BELOW_N)


def test_a_logarithm_is_below_every_power_and_above_every_constant():
    assert holds(log_n ** Fraction(1000), n ** Fraction(1, 1000))
    assert holds(ONE, log_n)
    assert not holds(log_n, ONE)
    assert not holds(log_d, log_n)
    assert holds(log_d, log_n, regime=D_BELOW_N)


def test_an_exponential_power_is_above_every_power_of_its_base_and_exponent():
    assert holds(N ** Fraction(1000) * T ** Fraction(1000), power ** Fraction(1, 1000))
    assert not holds(power, N ** Fraction(1000) * T ** Fraction(1000))
    assert not holds(power * T, power)
    assert not holds(n, power)


def test_what_is_negligible_is_of_smaller_order():
    assert FREE.negligible(ONE, [n])
    assert FREE.negligible(n * d, [n * d * d])
    assert FREE.negligible(n, [n * log_d])
    assert FREE.negligible(n * d, [n * n * d, d * d])
    assert not FREE.negligible(n * d, [n * n, d * d])
    assert not FREE.negligible(n, [n])
    assert not FREE.negligible(n, [d])


def test_a_gap_makes_negligible_what_an_inequality_does_not():
    assert not D_BELOW_N.negligible(d, [n])
    assert D_FAR_BELOW_N.negligible(d, [n])


def test_the_smaller_logarithm_is_bounded_but_not_negligible_even_across_a_gap():
    """With d = n**(1/2) the logarithms keep a constant quotient."""
    for regime in (D_BELOW_N, D_FAR_BELOW_N):
        assert holds(log_d, log_n, regime=regime)
        assert not regime.negligible(log_d, [log_n])


def test_a_product_below_a_symbol_bounds_the_logarithm_of_each_factor():
    regime = Regime((Constraint(n / (d * r), False),))
    assert holds(log_d * Monomial.of("log", "r"), log_n * log_n, regime=regime)
    assert not holds(log_n, log_d, Monomial.of("log", "r"), regime=regime)


def test_leading_terms_are_those_that_no_others_bound():
    assert D_BELOW_N.leading([n * n, n * d, d * d, ONE]) == [n * n]
    assert FREE.leading([n * n, n * d, d * d, ONE]) == [n * n, d * d]
    both = Regime((Constraint(n / d, False), Constraint(d / n, False)))
    assert both.leading([n, d]) == [d]


def test_a_regime_in_which_something_cannot_grow_has_no_interior():
    assert Regime((Constraint(n / d, True), Constraint(d / n, False))).interior() is None
    assert Regime((Constraint(ONE / n, False),)).interior() is None
    inside = dict(D_FAR_BELOW_N.interior().logarithms)
    assert inside[Generator("symbol", "n")] > inside[Generator("symbol", "d")] > 0


@pytest.mark.parametrize("seed", range(3))
def test_random_monomials_are_bounded_exactly_where_a_programme_in_floats_says_so(seed):
    """The oracle maximises e·u − max g·u over the cone of the regime, cut off at u ≤ 1."""
    draw = random.Random(seed)
    answers = set()
    for _ in range(150):
        terms, ratios = (
            [[draw.randint(0, 3) for _ in NAMES] for _ in range(draw.randint(1, 5))],
            [[draw.choice([-1, 0, 0, 1]) for _ in NAMES] for _ in range(draw.randint(0, 2))],
        )
        wanted = [draw.randint(0, 3) for _ in NAMES]
        regime = Regime(tuple(Constraint(monomial(ratio), False) for ratio in ratios))
        outcome = regime.bounded(monomial(wanted), [monomial(term) for term in terms])
        rows = [[*term, -1] for term in terms] + [[-x for x in ratio] + [0] for ratio in ratios]
        oracle = linprog(
            [-x for x in wanted] + [1],
            A_ub=np.array(rows, dtype=float),
            b_ub=np.zeros(len(rows)),
            bounds=[(0, 1)] * 3 + [(None, None)],
        )
        assert isinstance(outcome, Bounded) == (oracle.fun > -1e-7), (seed, wanted, terms, ratios)
        answers.add(type(outcome))
        if isinstance(outcome, Ray):
            ray = [dict(outcome.logarithms).get(Generator("symbol", name), 0) for name in NAMES]
            assert min(ray) >= 0
            assert all(dot(ratio, ray) >= 0 for ratio in ratios)
            assert all(dot(wanted, ray) > dot(term, ray) for term in terms)
    assert answers == {Bounded, Ray}, seed


@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_to_be_negligible_vanishes_on_every_path(seed):
    draw = random.Random(seed)
    found = 0
    for _ in range(150):
        terms = [[draw.randint(0, 3) for _ in NAMES] for _ in range(draw.randint(1, 4))]
        wanted = [draw.randint(0, 3) for _ in NAMES]
        if FREE.negligible(monomial(wanted), [monomial(term) for term in terms]):
            found += 1
            for path in itertools.product([1, 2, 5], repeat=3):
                assert dot(wanted, path) < max(dot(term, path) for term in terms), (seed, wanted)
    assert found > 10, seed


def monomial(exponents):
    total = ONE
    for base, exponent in zip((n, d, r), exponents, strict=True):
        total = total * base ** Fraction(exponent)
    return total


def dot(left, right):
    return sum(a * b for a, b in zip(left, right, strict=True))
