"""A class in numbers: means, spreads, and how well a question tells people apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean, median, stdev

__all__ = ["FEWEST", "Bin", "Discrimination", "Spread", "discrimination", "histogram", "spread"]

#: Of fewer people a correlation says next to nothing.
FEWEST = 20

_MOST_BINS = 20
_CERTAINTY = 1.959963984540054  # of the normal distribution, two-sided 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Where scores lie.

    Args:
        count: How many there are.
        mean: Their mean; None without any.
        median: Their median; None without any.
        deviation: Their sample standard deviation; None for fewer than two.
    """

    count: int
    mean: float | None
    median: float | None
    deviation: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrimination:
    """The correlation of what a question earned with what all others earned.

    Args:
        value: The correlation.
        low: Where its interval of 95 % begins.
        high: And where it ends.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """How many totals lie in a range.

    Args:
        first: Where it begins.
        last: Where it ends; what is equal to it belongs to the next, but for the last of all.
        count: How many.
    """

    first: float
    last: float
    count: int


def spread(scores: Sequence[Fraction]) -> Spread:
    """Return where scores lie."""
    values = [float(score) for score in scores]
    return Spread(
        count=len(values),
        mean=fmean(values) if values else None,
        median=median(values) if values else None,
        deviation=stdev(values) if len(values) > 1 else None,
    )


def discrimination(scores: Sequence[Fraction], totals: Sequence[Fraction]) -> Discrimination | None:
    """Return how well a question tells people apart: its corrected item-total correlation.

    The question itself is taken out of the totals. The interval is by Fisher's z transformation.

    Args:
        scores: What it earned, for each submission.
        totals: What everything together earned, in the same order.

    Returns:
        None for fewer than `FEWEST`, and where one of both is the same for all.
    """
    rest = [total - score for score, total in zip(scores, totals, strict=True)]
    if len(scores) < FEWEST or len(set(scores)) == 1 or len(set(rest)) == 1:
        return None
    value = _correlation(scores, rest)
    if abs(value) == 1:
        return Discrimination(value=value, low=value, high=value)
    middle, half = math.atanh(value), _CERTAINTY / math.sqrt(len(scores) - 3)
    return Discrimination(value=value, low=math.tanh(middle - half), high=math.tanh(middle + half))


def histogram(totals: Sequence[Fraction], maximum: Fraction) -> list[Bin]:
    """Return how totals are distributed, in ranges of a round width from nothing to the maximum."""
    if maximum <= 0:
        return []
    width = next(w for w in _widths() if w * _MOST_BINS >= maximum)
    count = math.ceil(maximum / width)
    counts = [0] * count
    for total in totals:
        counts[min(count - 1, max(0, math.floor(total / width)))] += 1
    return [
        Bin(first=float(i * width), last=float(min(maximum, (i + 1) * width)), count=found)
        for i, found in enumerate(counts)
    ]


def _widths() -> list[Fraction]:
    """Return round numbers: 1, 2 and 5 times the powers of ten."""
    return [factor * Fraction(10) ** power for power in range(-4, 12) for factor in (1, 2, 5)]


def _correlation(left: Sequence[Fraction], right: Sequence[Fraction]) -> float:
    """Return Pearson's correlation; sums are exact, so that equal numbers have no spread."""
    count = len(left)
    mean_left, mean_right = sum(left) / count, sum(right) / count
    products = sum((x - mean_left) * (y - mean_right) for x, y in zip(left, right, strict=True))
    squares = sum((x - mean_left) ** 2 for x in left) * sum((y - mean_right) ** 2 for y in right)
    return max(-1.0, min(1.0, float(products) / math.sqrt(float(squares))))
