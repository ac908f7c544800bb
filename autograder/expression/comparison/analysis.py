"""The search for a difference between expressions of any kind, in balls of real numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from flint import ctx

from autograder.expression.arithmetics.arithmetic import (
    Arithmetic,
    OutsideDomain,
    Undecided,
    Undefined,
)
from autograder.expression.arithmetics.decimals import as_fraction
from autograder.expression.budget import Meter
from autograder.expression.comparison.agreement import Agreement, compare_values
from autograder.expression.comparison.findings import Difference, Finding, Pair, Sameness
from autograder.expression.comparison.itinerary import Itinerary
from autograder.expression.comparison.tally import Tally
from autograder.expression.evaluation.allowed import is_allowed
from autograder.expression.evaluation.model import Model
from autograder.expression.evaluation.program import Averages
from autograder.expression.evaluation.world import Point
from autograder.expression.tree import AVERAGES, Node, postorder

__all__ = ["search_in_balls"]

_PRECISIONS = (128, 512, 2048)
_STEPS_OF_POINTS = 80_000
_STEPS_OF_QUADRATURE = 20_000  # which take longer
_NEIGHBOURS = 4
_CLOSE = 64  # bits of agreement that are asked for, relatively to the largest entry
_VANISHING = 200  # the same where the value is 0, absolutely, at the highest precision
_ROUNDED = 28  # the same where a decimal stands for a rounded number
_STRICT_POINTS = 3  # how many points are looked at with the second precision at least


def search_in_balls(
    pair: Pair,
    *,
    arithmetic: Arithmetic,
    averages: Averages,
    meter: Meter,
    sizes: Mapping[str, int] | None = None,
) -> Finding:
    """Compare two expressions at points of their domain.

    Args:
        pair: The expressions.
        arithmetic: Balls.
        averages: How expectations are taken.
        meter: Counts steps.
        sizes: Integers that are fixed; the others take all small values.

    Raises:
        Unsupported: The arithmetic or the averages cannot do it.
        OverBudget: It takes too many steps.
    """
    random = Random(pair.setting.seed)
    search = _Search(pair, Model(pair.setting, arithmetic, averages, meter), averages, random)
    tour = Itinerary(
        pair,
        random=random,
        meter=meter,
        steps=_STEPS_OF_POINTS if averages.is_exact else _STEPS_OF_QUADRATURE,
        is_determined=not (search.is_coarse or search.is_random or pair.setting.definitions),
        is_random=search.is_random,
        sizes=sizes,
    )
    tally = Tally(len(tour.rows))
    with ctx.workprec(_PRECISIONS[0]):  # the search sets the precision, this restores it
        for row, point in tour:
            before = meter.left
            strict = tally.same < _STRICT_POINTS
            finding = search.look(point, is_constant=tour.is_constant, strict=strict)
            tour.note_cost(row, before - meter.left)
            if isinstance(finding, Difference) and _is_final(finding, tour.rows):
                return finding
            tally.count(row, finding)
            if tally.is_enough(tour.points) or tour.is_exhausted(tally.tried):
                break
            if tour.is_constant and tally.tried >= len(tour.rows):
                break
    conclusion = tally.conclude()
    if conclusion:
        return conclusion
    where = "" if tour.is_constant else f" at {tally.same} points{tour.surveyed}"
    return Sameness(search.precision + where + tour.describe(tally.agreed))


def _is_final(difference: Difference, rows: Sequence[object]) -> bool:
    """Return whether a difference settles the matter.

    Integers at which an answer divides by zero are isolated points, unless there are many.
    """
    return not difference.undefined or difference.is_outside or len(rows) == 1


class _Search:
    """Two programs, and how their values are compared.

    Attributes:
        is_random: Whether there are averages whose values depend on what a point draws.
        is_coarse: Whether values are rounded, by the student or by quadrature.
        precision: How closely values agree that are called the same.
    """

    def __init__(self, pair: Pair, model: Model, averages: Averages, random: Random) -> None:
        self._model = model
        self._random = random
        self._conditions = pair.setting.conditions
        self._expected, self._submitted = map(model.program, (pair.expected, pair.submitted))
        self.is_random = averages.is_random and any(
            node.operation in AVERAGES for root in pair.roots for node in postorder(root)
        )
        coarse = " (decimals are rounded)" if any(map(_has_rounded_decimal, pair.roots)) else ""
        if not averages.is_exact:
            coarse = " (by quadrature)"
        self.is_coarse = bool(coarse)
        self.precision = f"2**-{_ROUNDED if coarse else _CLOSE}{coarse}"
        self._rungs = [bits for bits in _PRECISIONS if bits <= pair.setting.budget.bits]

    def look(
        self, point: Point, *, is_constant: bool, strict: bool
    ) -> Difference | Agreement | None:
        """Compare the expressions at a point.

        Args:
            point: The point.
            is_constant: Whether all points with its integers are the same.
            strict: Whether they have to agree to more digits than elsewhere.

        Returns:
            None if the expected one has no value there, or if it is an isolated point at which
            they differ.
        """
        rungs = self._rungs
        enough = rungs[0]
        if strict and not self.is_coarse:
            enough = rungs[-1] if is_constant else rungs[:2][-1]
        finding = self._compare(point, enough)
        if not isinstance(finding, Difference) or is_constant:
            return finding
        return finding if self._is_open(finding, point, enough) else None

    def _compare(self, point: Point, enough: int) -> Difference | Agreement | None:
        """Compare with growing precision, to so many bits at least, until the balls tell."""
        rungs = self._rungs
        for bits in rungs:
            self._model.meter.spend(bits // _PRECISIONS[0])
            if ctx.prec != bits:  # setting it takes longer than an evaluation
                ctx.prec = bits
            self._model.enter(point)
            finding = self._compare_balls(point, bits, is_last=bits == rungs[-1])
            if finding is Agreement.SAME and bits < enough:
                continue
            if finding is not Agreement.UNCLEAR:
                return finding
        return Agreement.UNCLEAR

    def _compare_balls(
        self, point: Point, bits: int, *, is_last: bool
    ) -> Difference | Agreement | None:
        try:
            expected = self._expected.run()
        except Undefined:
            return None
        except Undecided:
            return Agreement.UNCLEAR
        try:
            submitted = self._submitted.run()
        except Undefined as absence:
            outside = isinstance(absence, OutsideDomain)
            return Difference(
                point.sizes, point, expected, undefined=str(absence), is_outside=outside
            )
        except Undecided:
            return Agreement.UNCLEAR
        relative, absolute = bits // 2, _VANISHING if is_last else None
        if self.is_coarse:
            relative = absolute = _ROUNDED
        agreement = compare_values(expected, submitted, relative=relative, absolute=absolute)
        if agreement is Agreement.DIFFERENT:
            return Difference(point.sizes, point, expected, submitted)
        return agreement

    def _is_open(self, difference: Difference, point: Point, enough: int) -> bool:
        """Return whether there is such a difference around a point, and not only there."""
        for _ in range(_NEIGHBOURS):
            neighbour = point.neighbour(self._random)
            if not is_allowed(neighbour, self._conditions):
                continue
            near = self._compare(neighbour, enough)
            if isinstance(near, Difference) and bool(near.undefined) == bool(difference.undefined):
                return True
        return False


def _has_rounded_decimal(root: Node) -> bool:
    return any(
        node.operation == "decimal" and not as_fraction(node.name)[1] for node in postorder(root)
    )
