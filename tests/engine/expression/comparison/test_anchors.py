"""The numbers in two expressions say where to look."""

from fractions import Fraction

import numpy as np
import pytest

from autograder.expression import render
from autograder.expression.budget import Budget
from autograder.expression.comparison.anchors import (
    COARSE_GRID,
    MOST_PLACES,
    Anchors,
    crossings,
    literals,
    meetings,
)
from autograder.expression.comparison.findings import Pair
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.model import ComparisonSetting
from autograder.expression.text import parse


@pytest.fixture
def anchors(read):
    def anchors_of(expected, submitted, *, integers=(), reals=(), **texts):
        symbols, expected, submitted = read(texts, expected, submitted)
        pair = Pair(expected, submitted, ComparisonSetting(symbols, (), 0, Budget()))
        return Anchors.of(pair, integers, reals)

    return anchors_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ceiling(n/256)", {255, 256, 257, 512}),
        ("Min(n, 3*7*11)", {230, 231, 232, 462}),
        ("Piecewise((0, 3*n + 5 == 200), (n, True))", {65}),
        ("Min(n**3, 10**12)", {9999, 10_000, 10_001}),
        ("Min(2**n, 10**6)", {19, 20}),
        ("Sum(Piecewise((k, k <= 31), (0, True)), (k, 1, n))", {30, 31, 32}),
        ("Sum(k, (k, 1, Min(2*n, 128)))", {63, 64, 65}),
    ],
)
def test_integers_are_those_around_numbers_and_where_parts_meet(anchors, text, values):
    found = anchors("n", text, integers=("n",), n="natural").integers["n"]
    assert values <= set(found)
    assert all(value >= 1 for value in found)


def test_an_integer_may_be_negative_and_small_ones_are_tried_anyway(anchors):
    found = anchors("Max(n, -5000)", "n + 3", integers=("n",), n="integer").integers["n"]
    assert {-5001, -5000, -4999} <= set(found)
    assert all(abs(value) > 6 for value in found)


@pytest.mark.parametrize(
    ("kind", "text", "low", "high"),
    [
        ("positive", "Max(x, 10**(-12))", 1e-12, 2e-12),
        ("real", "exp(Min(x, 700))", 700, 709),
        ("real", "Max(x, -1000)", -1100, -1000),
        ("unit", "Min(x, 1 - 10**(-9))", 1 - 1e-9, 1),
        ("real", "Min(x**3, 10**9)", 1000, 1100),
        ("real", "Max(0, Min(x - 12345, 12346 - x))", 12345, 12346),
    ],
)
def test_reals_lie_beside_numbers_inside_their_domain(anchors, kind, text, low, high):
    found = anchors("x", text, reals=("x",), x=kind).reals["x"]
    assert any(low < value < high for value in found)
    if kind in ("positive", "unit"):
        assert all(value > 0 for value in found)
    if kind == "unit":
        assert all(value < 1 for value in found)


def test_what_points_are_drawn_around_anyway_is_no_anchor(anchors):
    found = anchors("Max(x, 2)", "abs(x) + n/3", integers=("n",), reals=("x",), x="real",
                    n="natural")  # fmt: skip
    assert (list(found.integers["n"]), list(found.reals["x"]), list(found.scales)) == ([], [], [])


def test_vectors_have_the_scale_of_numbers(anchors):
    found = anchors("v/Max(norm(v), 10**(-6))", "Min(v, 100)", v="vector[d]")
    assert set(found.scales) == {Fraction(1, 10**6), 100}


def test_the_expected_expression_comes_first(anchors):
    found = anchors("Min(n, 500)", "Min(n, 900)", integers=("n",), n="natural").integers["n"]
    assert found.index(500) < found.index(900)


def test_places_are_limited_and_some_are_of_several_names(anchors, rng):
    many = " + ".join(f"Min(n, {k})*Min(m, {k + 1})" for k in range(100, 900, 50))
    found = anchors(many, "0", integers=("m", "n"), m="natural", n="natural")
    places = found.places(rng)
    assert len(places) == MOST_PLACES
    assert {len(place) for place in places} == {1, 2}
    few = anchors("Min(n, 100)", "n", integers=("n",), n="natural").places(rng)
    assert {frozenset(place) for place in few} == {frozenset("n")}


def test_crossings_are_where_two_parts_are_equal(read):
    _, left, right = read({"n": "natural", "m": "natural"}, "n*m", "5000 + n")
    positions, values = crossings(left, right, "n", {"m": np.array([2.0, 11.0])}, COARSE_GRID)
    found = dict(zip(positions.tolist(), values.round().tolist(), strict=True))
    assert found == {0: 5000, 1: 500}


SYMBOLS = {"n": parse_domain("natural"), "x": parse_domain("real"), "v": parse_domain("vector[d]")}


def parsed(text):
    return parse(text, SYMBOLS)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("n*Min(n, 2**13)", [8192]),
        ("x + 3*7*11*x", [231]),
        ("Max(x, 10**(-12))", [10**-12]),
        ("n/256 + 1/4", [256, 0.25]),
        ("-(5 + 4)", [-9]),
        ("x*sqrt(9)*n", [3]),
        ("x + 10**(10**6)", []),
        ("x/(1 - 1) + 2", [0, 2]),
        ("Sum(Piecewise((n, n <= 31), (0, True)), (i, 1, n))", [31, 0, 1]),
    ],
)
def test_constants_are_folded(text, numbers):
    assert sorted(map(float, literals(parsed(text)))) == pytest.approx(sorted(map(float, numbers)))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Max(x, 7)", [("x", "7")]),
        ("Min(x, n, 7)", [("x", "n"), ("x", "7"), ("n", "7")]),
        ("floor(n/9)", [("n/9", "1"), ("n/9", "2")]),
        ("Mod(n + 1, 5)", [("n + 1", "5")]),
        ("abs(x - 3)", [("x - 3", "0")]),
        ("Piecewise((x, n == 8), (n, True))", [("n", "8")]),
        ("Sum(Min(i, 31), (i, 1, n))", [("i", "31"), ("n", "31")]),
        ("x**2 + exp(n)", []),
    ],
)
def test_parts_meet_where_a_form_may_change(text, pairs):
    found = [tuple(map(render.plain, pair)) for pair in meetings(parsed(text))]
    assert sorted(found) == sorted(pairs)
