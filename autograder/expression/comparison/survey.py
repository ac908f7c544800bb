"""Where two expressions seem to differ: a look at many points, in floating point.

What differs on a small part of a domain, beyond a branch of a root, an absolute value or a maximum,
is met only by many points. They are looked at roughly here; the few that are suspicious are for
balls to decide.

Of whole numbers alone one name takes all values up to ten thousand. Several take values of every
size, those that anchors give, and those at which parts of the expressions meet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from flint import fmpq

from autograder.expression.budget import Meter
from autograder.expression.comparison.anchors import COARSE_GRID, Anchors, all_meetings, crossings
from autograder.expression.comparison.findings import Pair
from autograder.expression.domain import Domain
from autograder.expression.evaluation.floats import Evaluation, Floats
from autograder.expression.evaluation.sampling import many_points
from autograder.expression.tree import free_symbols

__all__ = [
    "AGREEMENT",
    "AGREEMENT_OF_INTEGERS",
    "LARGEST",
    "POINTS",
    "Survey",
    "Suspect",
    "lattice",
    "some_integers",
    "survey",
    "survey_integers",
]


#: At how many points expressions are looked at.
POINTS = 2048
#: Bits to which values that are not suspicious agree, relatively.
AGREEMENT = 34
#: The same for values of expressions of integers alone.
AGREEMENT_OF_INTEGERS = 46

_MOST_SUSPECTS = 12
_STEPS_OF_OPERATION = 16  # which take as long in balls as the operation at all points
_FEWEST_AGREED = POINTS // 8
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Suspect:
    """A point at which expressions seem to differ.

    Attributes:
        integers: The values of the integers.
        values: The values of the other symbols.
    """

    integers: Mapping[str, int]
    values: Mapping[str, fmpq]

    def readable(self) -> Suspect | None:
        """Return a point of short decimals close to this one; none if a value is too small."""
        rounded = {
            name: fmpq(round(float(value.p) / float(value.q) * _THOUSAND), _THOUSAND)
            for name, value in self.values.items()
        }
        inside = all(
            value and (value < 1) == (self.values[name] < 1) for name, value in rounded.items()
        )
        return Suspect(self.integers, rounded) if inside else None


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look at many points shows.

    Attributes:
        suspects: The points that are most suspicious.
        agreed: At how many points both expressions have the same value, or nearly so.
        is_thorough: Whether no other points are suspicious, and not many tell nothing.
    """

    suspects: Sequence[Suspect]
    agreed: int
    is_thorough: bool


def survey(
    pair: Pair,
    rows: Sequence[Mapping[str, int]],
    names: Sequence[str],
    *,
    anchors: Anchors,
    random: Random,
    meter: Meter,
) -> Survey:
    """Look at many points.

    Args:
        pair: Two expressions.
        rows: Values of the integers in them, which are taken in turn.
        names: The other symbols, all of them scalars.
        anchors: Where the numbers in the expressions say to look.
        random: Where randomness comes from.
        meter: Counts steps.

    Raises:
        Unsupported: The expressions are not made of scalars, or of operations that have no
            floating-point form.
        OverBudget: It takes too many steps.
    """
    symbols = pair.setting.symbols
    domains = {name: symbols[name] for name in names}
    values = many_points(domains, POINTS, random, anchors=anchors.reals)
    turns = np.arange(POINTS) % len(rows)
    integers = {name: np.array([float(row[name]) for row in rows])[turns] for name in rows[0]}
    return _look(pair, {**values, **integers}, integers, POINTS, 2.0**-AGREEMENT, meter)


def survey_integers(
    pair: Pair, names: Sequence[str], *, anchors: Anchors, random: Random, meter: Meter
) -> Survey:
    """Look at many whole numbers.

    Args:
        pair: Two expressions.
        names: All symbols in them.
        anchors: Where the numbers in the expressions say to look.
        random: Where randomness comes from.
        meter: Counts steps.

    Raises:
        Unsupported: As for `survey`.
        OverBudget: It takes too many steps.
    """
    integers = lattice(pair, names, anchors, random)
    points = len(integers[names[0]])
    return _look(pair, integers, integers, points, 2.0**-AGREEMENT_OF_INTEGERS, meter)


def _look(
    pair: Pair,
    values: Mapping[str, Floats],
    integers: Collection[str],
    points: int,
    tolerance: float,
    meter: Meter,
) -> Survey:
    """Look at points at which symbols have some values, among them those of integers."""
    evaluation = Evaluation(values)
    expected, submitted = map(evaluation.value, (pair.expected, pair.submitted))
    meter.spend(evaluation.operations * _STEPS_OF_OPERATION)
    known = ~np.broadcast_to(evaluation.overflowed, points)
    for condition in pair.setting.conditions:
        known = known & evaluation.value(condition).astype(bool)
    distances = np.where(known, _distance(expected, submitted), 0.0)
    suspicious = np.flatnonzero(distances > tolerance)
    agreed = int(np.count_nonzero(known & ~np.isnan(expected))) - len(suspicious)
    overflowed = points - int(np.count_nonzero(known))
    worst = suspicious[np.argsort(-distances[suspicious], kind="stable")][:_MOST_SUSPECTS]
    return Survey(
        [
            Suspect(
                {name: int(values[name][position]) for name in integers},
                _exact({n: v for n, v in values.items() if n not in integers}, position),
            )
            for position in worst
        ],
        agreed,
        is_thorough=len(worst) == len(suspicious)
        and agreed >= min(_FEWEST_AGREED, points // 8)
        and overflowed <= points // 8,
    )


def _distance(expected: Floats, submitted: Floats) -> Floats:
    """Return how far values are apart, relatively; infinite where only the submitted is missing."""
    with np.errstate(all="ignore"):
        largest = np.maximum(np.abs(expected), np.abs(submitted))
        relative = np.nan_to_num(np.abs(expected - submitted) / largest)
    return np.where(np.isnan(submitted) & ~np.isnan(expected), np.inf, relative)


def _exact(values: Mapping[str, Floats], position: int) -> dict[str, fmpq]:
    return {
        name: fmpq(*float(column[position]).as_integer_ratio()) for name, column in values.items()
    }


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
