"""Where two expressions seem to differ: a look at many points, in floating point.

What differs on a small part of a domain, beyond a branch of a root, an absolute value or a maximum,
is met only by many points. They are looked at roughly here; the few that are suspicious are for
balls to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from flint import fmpq

from autograder.expression.budget import Meter
from autograder.expression.comparison.anchors import Anchors
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.lattice import lattice
from autograder.expression.evaluation.floats import Evaluation, Floats
from autograder.expression.evaluation.sampling import many_points

__all__ = [
    "AGREEMENT",
    "AGREEMENT_OF_INTEGERS",
    "POINTS",
    "Survey",
    "Suspect",
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
