"""Exact polynomials through measurements: how a count depends on the sizes.

A count of operations is a polynomial in the sizes wherever the same operations run for all of them
(and in a loop over rows). `exponents` lists the monomials that are looked for: each size at most
squared, at most three factors. That set has with each monomial all that divide it, so as many
points of a grid determine the coefficients (`grid`), and one more point tells whether the
polynomial is all there is.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

__all__ = ["Exponents", "evaluate", "exponents", "grid", "interpolate"]

#: One exponent for each size.
Exponents = tuple[int, ...]

_MAX_EXPONENT, _MAX_DEGREE = 2, 3


def exponents(sizes: int) -> list[Exponents]:
    """Return the monomials in so many sizes that are looked for."""
    every = itertools.product(range(_MAX_EXPONENT + 1), repeat=sizes)
    return [powers for powers in every if sum(powers) <= _MAX_DEGREE]


def grid(values: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return a point for each monomial, from three values of each size."""
    return [
        tuple(choices[power] for choices, power in zip(values, powers, strict=True))
        for powers in exponents(len(values))
    ]


def interpolate(counts: Mapping[tuple[int, ...], int]) -> dict[Exponents, Fraction]:
    """Return the polynomial that takes the counts at the points of a `grid`, without its zeros."""
    points = list(counts)
    monomials = exponents(len(points[0]))
    rows = [
        [Fraction(_power(point, powers)) for powers in monomials] + [Fraction(counts[point])]
        for point in points
    ]
    solution = _solve(rows)
    return {powers: value for powers, value in zip(monomials, solution, strict=True) if value}


def evaluate(polynomial: Mapping[Exponents, Fraction], point: Sequence[int]) -> Fraction:
    """Return a polynomial's value."""
    terms = (value * _power(point, powers) for powers, value in polynomial.items())
    return sum(terms, Fraction(0))


def _power(point: Sequence[int], powers: Exponents) -> int:
    return math.prod(size**power for size, power in zip(point, powers, strict=True))


def _solve(rows: list[list[Fraction]]) -> list[Fraction]:
    """Solve linear equations with one solution, by elimination; each row ends with its value."""
    for column in range(len(rows)):
        pivot = next(i for i in range(column, len(rows)) if rows[i][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = rows[column][column]
        rows[column] = [entry / scale for entry in rows[column]]
        for i, row in enumerate(rows):
            if i != column and row[column]:
                factor = row[column]
                rows[i] = [a - factor * b for a, b in zip(row, rows[column], strict=True)]
    return [row[-1] for row in rows]
