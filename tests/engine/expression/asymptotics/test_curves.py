"""Curves on which all symbols grow."""

import itertools

from autograder.expression.asymptotics.curves import curves
from autograder.expression.asymptotics.facts import Constraint
from autograder.expression.asymptotics.monomials import Monomial
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.text import parse

n, d = (Monomial.of("symbol", name) for name in "nd")


def words(*constraints):
    return [curve.words for curve in curves(["n", "d"], Regime(constraints))]


def test_the_simplest_curve_comes_first():
    assert words()[:2] == [{"n": "n", "d": "n"}, {"d": "d", "n": "d"}]
    assert {"n": "n", "d": "2**n"} in words()


def test_curves_stay_within_the_regime():
    assert {"d": "d", "n": "2*d"} in words(Constraint(n / d, False))
    assert {"n": "n", "d": "2*n"} not in words(Constraint(n / d, False))
    gap = words(Constraint(n / d, True))
    assert gap == [{"d": "d", "n": "d**2"}, {"d": "d", "n": "2**d"}]
    logarithm = words(Constraint(Monomial.of("log", "n") / d, False))
    assert logarithm == []


def test_an_expression_is_read_on_a_curve():
    equal, *_ = curves(["n", "d"], Regime())
    assert equal.side(parse("n - d")).is_zero
    twice = next(c for c in curves(["n", "d"], Regime()) if c.words["d"] == "2*n")
    assert twice.side(parse("n - d")).negative
    assert twice.side(parse("abs(n - d)")).upper.numerator == (n,)


def test_a_curve_is_described_by_its_leading_symbol():
    found = list(itertools.islice(curves(["n", "d", "m"], Regime()), 60))
    assert found[0].describe() == "n = d = m -> oo"
    assert "n = d -> oo, m = 2*n" in [curve.describe() for curve in found]


def test_a_single_symbol_has_no_curve_but_itself():
    assert not list(curves(["n"], Regime()))
