"""Whole numbers at many points: what a rough look at expressions of integers goes over.

One name takes all values up to ten thousand. Several take values of every size, those that anchors
give, and those at which parts of the expressions meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np

from autograder.expression.comparison.anchors import COARSE_GRID, Anchors, all_meetings, crossings
from autograder.expression.comparison.findings import Pair
from autograder.expression.domain import Domain
from autograder.expression.evaluation.floats import Floats
from autograder.expression.tree import free_symbols

__all__ = ["LARGEST", "lattice", "some_integers"]

#: Up to which number all values of one name are looked at.
LARGEST = 10_000

_POINTS = 16_384  # of several names
_ALL_ANCHORS = _POINTS // 4  # points that have nothing but anchors
# The values of the other names for which parts meet: of points from both kinds.
_ON_LINES = slice(_ALL_ANCHORS - 160, _ALL_ANCHORS + 160)
_MOST_LINES = 6  # pairs of parts
_AROUND = (-1, 0, 1)


def lattice(
    pair: Pair, names: Sequence[str], anchors: Anchors, random: Random
) -> dict[str, Floats]:
    """Return values of the names of integers at many points.

    Args:
        pair: The expressions.
        names: All symbols of them.
        anchors: What they say where to look.
        random: Where randomness comes from.
    """
    generator = np.random.default_rng(random.getrandbits(64))
    symbols = pair.setting.symbols
    if len(names) == 1:
        (name,) = names
        every = np.arange(1.0, LARGEST + 1)
        if _is_signed(symbols.get(name)):
            every = np.concatenate([-every, [0.0], every])
        others = _mixed(anchors.integers.get(name, ()), LARGEST // 10, generator, LARGEST**2)
        return {name: np.concatenate([every, others])}
    columns = {
        name: some_integers(anchors.integers.get(name, ()), symbols.get(name), _POINTS, generator)
        for name in names
    }
    for name in names:
        known = np.array(anchors.integers.get(name, ()), float)
        if len(known):
            columns[name][:_ALL_ANCHORS] = generator.choice(known, _ALL_ANCHORS)
    points = [columns, *_on_lines(pair, names, columns, random)]
    whole = {name: np.concatenate([part[name] for part in points]) for name in names}
    inside = np.all(
        [(np.abs(v) < 2.0**52) & (_is_signed(symbols.get(n)) | (v >= 1)) for n, v in whole.items()],
        axis=0,
    )
    return {name: values[inside] for name, values in whole.items()}


def some_integers(
    anchors: Sequence[int], domain: Domain | None, count: int, generator: np.random.Generator
) -> Floats:
    """Return integers of every size, and anchors among them."""
    values = _mixed(anchors, count, generator, LARGEST)
    if _is_signed(domain):
        values = values * generator.choice([-1.0, 1.0], count)
    return values


def _is_signed(domain: Domain | None) -> bool:
    return domain is not None and domain.kind == "integer"


def _mixed(
    anchors: Sequence[int], count: int, generator: np.random.Generator, largest: int
) -> Floats:
    """Return numbers evenly, by their size, small, and at anchors and their multiples."""
    known = np.array(anchors or [1], float)
    near = generator.choice(known, count)
    multiples = np.abs(near) * generator.integers(1, 12, count) + generator.integers(-2, 3, count)
    kinds = [
        generator.integers(1, largest + 1, count).astype(float),
        np.exp(generator.uniform(0, np.log(largest), count)).round(),
        generator.integers(1, 17, count).astype(float),
        near,
        np.maximum(multiples, 1),
    ]
    return np.choose(generator.choice(5, count, p=(0.35, 0.25, 0.15, 0.1, 0.15)), kinds)


def _on_lines(
    pair: Pair, names: Sequence[str], columns: Mapping[str, Floats], random: Random
) -> list[dict[str, Floats]]:
    """Return points at which parts of the expressions meet, and beside them."""
    meetings = [
        (left, right)
        for left, right in all_meetings(pair)
        if len(free := free_symbols(left) | free_symbols(right)) > 1 and free <= set(names)
    ]
    found = []
    for left, right in random.sample(meetings, min(len(meetings), _MOST_LINES)):
        free = free_symbols(left) | free_symbols(right)
        for name in sorted(free):
            # Half of the others' values are anchors, if there are any, and half are drawn.
            fixed = {other: columns[other][_ON_LINES] for other in names if other != name}
            positions, values = crossings(left, right, name, fixed, COARSE_GRID)
            others = {other: column[positions] for other, column in fixed.items()}
            found += [{**others, name: values.round() + shift} for shift in _AROUND]
    return found
