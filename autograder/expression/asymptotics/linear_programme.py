"""Whether a vector is a non-negative combination of others, with a proof of either answer.

An exact linear programme: the first phase of the simplex method by Bland's rule, which cannot
cycle, on integers that share one denominator (Edmonds 1967, Bareiss 1968). By Farkas' lemma either
there are weights, or a hyperplane has every column on one side and the target on the other. What
is found is checked by multiplication before it is believed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Combination", "Separation", "combine"]

#: Bland's rule ends, but in the worst case after exponentially many steps.
_MAX_PIVOTS = 2_000

_Tableau = list[list[int]]


@dataclass(frozen=True, slots=True)
class Combination:
    """The target is the sum of the columns, each times its weight; no weight is negative."""

    weights: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Separation:
    """The normal's product with no column is negative, and with the target it is."""

    normal: tuple[Fraction, ...]


def combine(
    columns: Sequence[Sequence[Fraction]], target: Sequence[Fraction]
) -> Combination | Separation | None:
    """Write the target as a non-negative combination of the columns, or prove that none exists.

    Returns:
        The weights or the separating normal; None when neither was found in bounded time.
    """
    height, width = len(target), len(columns)
    scales = [_row_scale([*(column[i] for column in columns), target[i]]) for i in range(height)]
    tableau = _tableau(columns, target, scales)
    solved = _minimise(tableau, width)
    if solved is None:
        return None
    basis, denominator = solved
    if tableau[-1][-1] == 0:
        weights = [Fraction(0)] * (width + height)
        for index, row in zip(basis, tableau, strict=False):
            weights[index] = Fraction(row[-1], denominator)
        combination = Combination(tuple(weights[:width]))
        return combination if _combines(combination, columns, target) else None
    reduced_costs = tableau[-1][width : width + height]
    separation = Separation(
        tuple(
            scale * (Fraction(cost, denominator) - 1)
            for scale, cost in zip(scales, reduced_costs, strict=True)
        )
    )
    return separation if _separates(separation, columns, target) else None


def _row_scale(row: Sequence[Fraction]) -> int:
    """Return the factor that makes a row integral and its last entry non-negative."""
    scale = math.lcm(*(entry.denominator for entry in row))
    return -scale if row[-1] < 0 else scale


def _tableau(
    columns: Sequence[Sequence[Fraction]], target: Sequence[Fraction], scales: Sequence[int]
) -> _Tableau:
    """Return rows of columns, one artificial variable a row, and the target.

    The last row is the objective, minus the sum of the artificial variables, in reduced form.
    """
    height = len(scales)
    rows = [
        [
            *(_times(column[i], scale) for column in columns),
            *(int(i == j) for j in range(height)),
            _times(target[i], scale),
        ]
        for i, scale in enumerate(scales)
    ]
    objective = [-sum(entries) for entries in zip(*rows, strict=True)]
    objective[len(columns) : len(columns) + height] = [0] * height
    return [*rows, objective]


def _times(entry: Fraction, scale: int) -> int:
    """Return the product with a multiple of the denominator."""
    return entry.numerator * (scale // entry.denominator)


def _minimise(tableau: _Tableau, width: int) -> tuple[list[int], int] | None:
    """Run the simplex method in place; return the basis and the entries' common denominator."""
    *rows, objective = range(len(tableau))
    basis = [width + i for i in rows]
    denominator = 1
    for _ in range(_MAX_PIVOTS):
        entering = next((j for j in range(width) if tableau[objective][j] < 0), None)
        if entering is None:
            return basis, denominator
        # The objective is bounded below by 0, so some entry of the column is positive.
        leaving = min(
            (i for i in rows if tableau[i][entering] > 0),
            key=lambda i: (Fraction(tableau[i][-1], tableau[i][entering]), basis[i]),
        )
        pivot = tableau[leaving][entering]
        for i, row in enumerate(tableau):
            if i != leaving:
                factor = row[entering]
                tableau[i] = [
                    (entry * pivot - factor * other) // denominator
                    for entry, other in zip(row, tableau[leaving], strict=True)
                ]
        basis[leaving], denominator = entering, pivot
    return None


def _combines(
    proof: Combination, columns: Sequence[Sequence[Fraction]], target: Sequence[Fraction]
) -> bool:
    sums = [Fraction(0)] * len(target)
    for weight, column in zip(proof.weights, columns, strict=True):
        if weight:
            for i, entry in enumerate(column):
                if entry:
                    sums[i] += weight * entry
    return sums == list(target) and all(weight >= 0 for weight in proof.weights)


def _separates(
    proof: Separation, columns: Sequence[Sequence[Fraction]], target: Sequence[Fraction]
) -> bool:
    def side(vector: Sequence[Fraction]) -> Fraction:
        return sum(
            (a * b for a, b in zip(proof.normal, vector, strict=True) if a and b),
            start=Fraction(0),
        )

    return side(target) < 0 and all(side(column) >= 0 for column in columns)
