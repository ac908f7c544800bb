"""Points off the plan: what they have, and when there are any."""

import pytest
from flint import fmpq

from autograder.expression.budget import Budget, Meter
from autograder.expression.comparison.detours import Detours, is_affordable
from autograder.expression.comparison.findings import Pair
from autograder.expression.evaluation.model import ComparisonSetting

_ROWS = [{"n": n} for n in range(1, 8)]


@pytest.fixture
def detours(read, rng):
    def detours_of(expected, submitted, *, integers=(), scalars=(), is_smooth=False, **texts):
        symbols, expected, submitted = read(texts, expected, submitted)
        return Detours(
            Pair(expected, submitted, ComparisonSetting(symbols, (), 0, Budget())),
            integers=integers,
            scalars=scalars,
            others=frozenset(texts) - set(integers),
            is_smooth=is_smooth,
            random=rng,
            meter=Meter(10**6),
        )

    return detours_of


def test_anchors_give_integers_and_reals_their_values(detours):
    found = list(detours("Min(x, 50)", "Min(x, n/300)", integers=("n",), scalars=("x",),
                         x="real", n="natural").of_anchors())  # fmt: skip
    assert any(detour.integers == {"n": 300} and not detour.values for detour in found)
    assert any(detour.values.get("x") == fmpq(100) and not detour.integers for detour in found)


def test_vectors_are_scaled_and_scalars_are_not(detours):
    found = list(detours("Min(v, 100)", "v", v="vector[2]").of_anchors())
    assert {detour.scale for detour in found} == {
        fmpq(400), fmpq(100), fmpq(100, 64), fmpq(100, 4096),
    }  # fmt: skip
    plain = detours("Min(x, 100)", "x", scalars=("x",), x="real").of_anchors()
    assert all(detour.scale is None for detour in plain)


def test_one_analytic_function_needs_none(detours):
    assert not list(detours("x + 100", "100 + x", scalars=("x",), is_smooth=True,
                            x="real").of_anchors())  # fmt: skip


def test_a_survey_of_integers_finds_the_only_one_that_differs(detours):
    tour = detours("Piecewise((0, Mod(7*n, 4999) == 1), (n, True))", "n", integers=("n",),
                   n="natural")  # fmt: skip
    found = list(tour.of_survey(_ROWS))
    differing = [n for n in range(1, 10_001) if 7 * n % 4999 == 1]
    assert {detour.integers["n"] for detour in found} >= set(differing)
    assert tour.is_thorough


def test_where_all_integers_agree_the_survey_says_so(detours):
    tour = detours("Mod(n, 12)", "n - 12*floor(n/12)", integers=("n",), n="natural")
    assert not list(tour.of_survey(_ROWS))
    assert tour.surveyed == " and 2**-46 at 11000 others"


def test_matrices_of_too_many_entries_are_not_drawn(read):
    symbols, _ = read({"A": "matrix[n,d]", "v": "vector[n]"}, "1")
    assert is_affordable(symbols, {"n": 100, "d": 100})
    assert not is_affordable(symbols, {"n": 101, "d": 100})
    assert is_affordable(symbols, {"d": 8192})
