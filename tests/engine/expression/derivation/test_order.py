"""Inequalities: what fails is found, what holds is not accused."""

import pytest

from autograder.expression.budget import Budget, Meter
from autograder.expression.comparison.findings import (
    Disagreement,
    Pair,
    Sameness,
    Undetermined,
)
from autograder.expression.derivation.order import search_in_order
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.model import ComparisonSetting
from autograder.expression.text import parse

SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "a": "real", "b": "real", "p": "positive", "q": "nonnegative", "u": "unit",
        "n": "natural", "x": "vector[d]", "y": "vector[d]", "A": "matrix[m,d]", "S": "posdef[d]",
        "g": "sequence[positive]", "i": "index[d]",
    }.items()
}  # fmt: skip


def search(left, right, *, strict=False, seed=3):
    setting = ComparisonSetting(SYMBOLS, (), seed, Budget())
    pair = Pair(parse(left, SYMBOLS), parse(right, SYMBOLS), setting)
    return search_in_order(pair, Meter(3_000_000), strict=strict)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2*a*b", "a**2 + b**2"),
        ("abs(x.T*y)", "norm(x)*norm(y)"),  # Cauchy and Schwarz
        ("norm(x + y)", "norm(x) + norm(y)"),
        ("1 + n*q", "(1 + q)**n"),  # Bernoulli
        ("exp((a + b)/2)", "(exp(a) + exp(b))/2"),  # Jensen
        ("Sum(g[k], (k, 1, n))**2", "n*Sum(g[k]**2, (k, 1, n))"),
        ("sqrt(p*q)", "(p + q)/2"),
        ("maxabs(A)", "norm2(A)"),
        ("norm2(A)", "sqrt(trace(A.T*A))"),
        ("x[i]", "maxabs(x)"),
        ("trace(S)/lambda_max(S)", "d"),
        ("u**n", "u"),
        ("x", "abs(x)"),  # entry by entry
        ("a", "a"),
    ],
)
def test_what_holds_everywhere_is_not_accused(left, right):
    """Inequalities of the textbooks, tight ones among them."""
    assert isinstance(search(left, right), Sameness)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2*a*b", "a**2 + b**2 - 1/1000"),
        ("norm(x)*norm(y)", "abs(x.T*y)"),
        ("(1 + q)**n", "1 + n*q"),
        ("norm2(A)", "maxabs(A)"),
        ("sqrt(trace(A.T*A))", "norm2(A)"),
        ("u", "u**n"),
        ("a", "2*a"),
        ("p", "p**2"),
        ("x[1]**2*x[2]**2", "x[1]**3*x[2]"),
        ("a**2*b", "a**4 + b**2/5"),  # a narrow wedge: a² = b·√5/… only
        ("q", "(q - 5)**2 + q - 1/100"),  # only within a tenth of 5
    ],
)
def test_what_fails_somewhere_is_found_out(left, right):
    """Each fails on a part of the domain, some on a small one."""
    assert isinstance(search(left, right), Disagreement)


def test_a_small_hole_is_found_by_following_the_gap():
    """A disc of radius 1/10 in a square of side 20: chance alone would need ten thousand points."""
    found = search("1/100", "(a - 3)**2 + (b + 4)**2")
    assert isinstance(found, Disagreement)


@pytest.mark.parametrize("seed", range(4))
def test_following_the_gap_at_large_sizes_leaves_steps(seed):
    """There a move takes ten thousand of them."""
    setting = ComparisonSetting(SYMBOLS, (), seed, Budget())
    pair = Pair(*(parse(text, SYMBOLS) for text in ("norm2(S)*u", "norm2(S)")), setting)
    meter = Meter(1_300_000)
    assert isinstance(search_in_order(pair, meter, strict=False), Sameness)
    assert meter.left > 200_000


def test_less_fails_where_it_is_tight():
    """Zero is among the values that are tried."""
    assert isinstance(search("0", "q"), Sameness)
    assert isinstance(search("0", "q", strict=True), Disagreement)
    assert isinstance(search("0", "p", strict=True), Sameness)
    assert isinstance(search("2*a*b", "a**2 + b**2", strict=True), Disagreement)


def test_a_right_side_without_a_value_fails():
    """The root of a negative number is no bound; a single point without a value does not count."""
    found = search("-1 - abs(a)", "sqrt(a)")
    assert isinstance(found, Disagreement)
    assert found.undefined
    assert isinstance(search("0", "a**2/a**2"), Sameness)


def test_what_has_no_value_anywhere_is_undetermined():
    assert isinstance(search("sqrt(-1 - a**2)", "1"), Undetermined)


def test_a_failure_shows_both_values():
    found = search("p + 1", "p")
    assert found.expected - found.submitted == 1
    assert found.point.values["p"] > 0
