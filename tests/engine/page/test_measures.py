"""Means, spreads and correlations, against values that are known by hand."""

from fractions import Fraction

import pytest
import scipy.stats

from autograder.page.measures import discrimination, histogram, spread


def fractions(*values):
    return [Fraction(value) for value in values]


def test_a_spread_of_nothing_and_of_one():
    assert (spread([]).count, spread([]).mean, spread([]).deviation) == (0, None, None)
    alone = spread(fractions(3))
    assert (alone.mean, alone.median, alone.deviation) == (3, 3, None)


def test_a_spread_is_that_of_a_sample():
    found = spread(fractions(2, 4, 4, 4, 5, 5, 7, 9))
    assert (found.mean, found.median) == (5, 4.5)
    assert found.deviation == pytest.approx((32 / 7) ** 0.5)


def test_the_question_itself_is_no_part_of_what_it_is_held_against(rng):
    scores = [Fraction(rng.randrange(5)) for _ in range(40)]
    rest = [Fraction(rng.randrange(50), 3) for _ in range(40)]
    found = discrimination(scores, [a + b for a, b in zip(scores, rest, strict=True)])
    known = scipy.stats.pearsonr([*map(float, scores)], [*map(float, rest)])
    interval = known.confidence_interval(0.95)
    assert found.value == pytest.approx(known.statistic)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_what_is_the_same_for_all_tells_nobody_apart():
    third = [Fraction(1, 3)] * 20
    totals = [Fraction(n, 7) for n in range(20)]
    assert discrimination(third, totals) is None
    assert discrimination(totals, totals) is None  # there is no other question


def test_a_perfect_correlation_has_no_width():
    scores = [Fraction(n) for n in range(20)]
    found = discrimination(scores, [3 * score for score in scores])
    assert (found.value, found.low, found.high) == (1, 1, 1)


def test_a_histogram_has_round_ranges_from_nothing_to_the_maximum():
    bins = histogram(fractions(0, 1, "1.5", 19, 20), Fraction(20))
    assert [(b.first, b.last) for b in bins][:2] == [(0, 1), (1, 2)]
    assert len(bins) == 20
    assert [b.count for b in bins if b.count] == [1, 2, 2]
    assert bins[-1].count == 2  # what has all belongs to the last


def test_the_last_range_ends_where_the_points_do():
    bins = histogram(fractions(61), Fraction(61))
    assert (bins[-1].first, bins[-1].last, bins[-1].count) == (60, 61, 1)
    assert histogram([], Fraction(0)) == []
