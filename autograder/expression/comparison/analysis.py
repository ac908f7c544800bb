"""The search for a difference between expressions of any kind, in balls of real numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from random import Random

from flint import ctx

from autograder.expression.arithmetics.arithmetic import (
    Arithmetic,
    OutsideDomain,
    Undecided,
    Undefined,
    Unsupported,
)
from autograder.expression.arithmetics.decimals import as_fraction
from autograder.expression.budget import Meter
from autograder.expression.comparison.agreement import Agreement, compare_values
from autograder.expression.comparison.findings import (
    Difference,
    Finding,
    Pair,
    Sameness,
    Undetermined,
)
from autograder.expression.comparison.regularity import has_no_branches
from autograder.expression.comparison.survey import AGREEMENT, Suspect, survey
from autograder.expression.domain import SCALAR
from autograder.expression.evaluation.configurations import Integers
from autograder.expression.evaluation.model import Model
from autograder.expression.evaluation.operations import Value
from autograder.expression.evaluation.program import Averages
from autograder.expression.evaluation.sampling import READABLE_POINTS, RealSource
from autograder.expression.evaluation.world import Point
from autograder.expression.tree import Node, free_symbols, postorder

__all__ = ["search_in_balls"]

_PRECISIONS = (128, 512, 2048)
_STEPS_OF_POINTS = 24_000
_NEIGHBOURS = 4
_CLOSE = 64  # bits of agreement that are asked for, relatively to the largest entry
_VANISHING = 200  # the same where the value is 0, absolutely, at the highest precision
_ROUNDED = 28  # the same where a decimal stands for a rounded number
_STRICT_POINTS = 3  # how many points are looked at with the second precision at least
_FEW_POINTS = 32  # how many are enough where there are no branches, or a survey looked for them
_FEW = 5
_HOPELESS = 12


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
    search = _Search(pair, Model(pair.setting, arithmetic, averages, meter), averages, meter)
    plan = search.plan() if sizes is None else _fixed(search.plan(), sizes)
    tally = _Tally(plan)
    with ctx.workprec(_PRECISIONS[0]):  # the search sets the precision, this restores it
        for at, point in search.candidates(plan):
            finding = search.look(point, strict=tally.same < _STRICT_POINTS)
            if isinstance(finding, Difference) and _is_final(finding, plan):
                return finding
            tally.count(at, finding)
            if tally.is_enough(search.points):
                break
            if search.is_constant and tally.tried >= len(plan):
                break
    return tally.conclude() or Sameness(search.bound(tally.same, plan))


def _fixed(
    plan: Sequence[Mapping[str, int]], sizes: Mapping[str, int]
) -> Sequence[Mapping[str, int]]:
    """Return a plan with some integers fixed, without repetitions."""
    rows = ({**row, **sizes} for row in plan)
    return list({tuple(sorted(row.items())): row for row in rows}.values())


def _is_final(difference: Difference, plan: Sequence[object]) -> bool:
    """Return whether a difference settles the matter.

    Integers at which an answer divides by zero are isolated points, unless there are many.
    """
    return not difference.undefined or difference.is_outside or len(plan) == 1


class _Tally:
    """What has been seen so far."""

    def __init__(self, plan: Sequence[object]) -> None:
        self.tried = 0
        self.same = 0
        self._unclear = 0
        self._plan = plan
        self._defined: set[int] = set()
        self._failed: dict[int, Difference] = {}

    def count(self, at: int, finding: Difference | Agreement | None) -> None:
        """Count what was found at a configuration, by its position in the plan."""
        self.tried += 1
        if isinstance(finding, Difference):
            self._failed.setdefault(at, finding)
        elif finding is Agreement.SAME:
            self.same += 1
            self._defined.add(at)
        elif finding is Agreement.UNCLEAR:
            self._unclear += 1

    def is_enough(self, points: int) -> bool:
        """Return whether no more points are needed."""
        if self._unclear >= _HOPELESS and not self.same:
            return True
        enough = max(points, len(self._plan))
        return self.tried >= enough * (1 if self.same >= _FEW else 3)

    def conclude(self) -> Finding | None:
        """Return what keeps the expressions from being called the same."""
        for at, difference in self._failed.items():
            if at in self._defined or 2 * len(self._failed) > len(self._plan):
                return difference
        if not self.same and self._unclear:
            return Undetermined("no precision was enough to compare the values")
        if not self.same:
            return Undetermined("the expected expression is not defined anywhere that was tried")
        if self._unclear > self.same:
            return Undetermined(f"no precision was enough at {self._unclear} points")
        return None


class _Search:
    """Two programs and the points at which they are run.

    Attributes:
        is_constant: Whether the values depend on integers alone.
        points: How many points are tried; fewer where one takes many steps.
    """

    def __init__(self, pair: Pair, model: Model, averages: Averages, meter: Meter) -> None:
        symbols = pair.setting.symbols
        self._pair = pair
        self._model = model
        self._meter = meter
        self._expected, self._submitted = map(model.program, (pair.expected, pair.submitted))
        self._random = Random(pair.setting.seed)
        self._integers = Integers.of(pair.roots, symbols, defined=pair.setting.defined)
        others = set().union(*map(free_symbols, pair.roots)) - set(self._integers.names)
        self._scalars = sorted(name for name in others if symbols[name].shape == SCALAR)
        self._source = RealSource(self._random, self._scalars)
        self.is_constant = not others
        rounded = any(map(_has_rounded_decimal, pair.roots))
        self._coarse = " (decimals are rounded)" if rounded else ""
        if not averages.is_exact:
            self._coarse = " (by quadrature)"
        self._rungs = [bits for bits in _PRECISIONS if bits <= pair.setting.budget.bits]
        self._strictest = self._rungs[0]
        if not self._coarse:
            self._strictest = self._rungs[-1] if self.is_constant else self._rungs[:2][-1]
        self.points = pair.setting.budget.points
        names = self._integers.names
        is_exact = not (self._coarse or pair.setting.definitions)
        self._may_have_branches = not (
            is_exact and all(has_no_branches(root, symbols, names) for root in pair.roots)
        )
        if not self._may_have_branches:
            self.points = min(self.points, _FEW_POINTS)
        self._is_costed = False
        self._seen = ""

    def plan(self) -> Sequence[Mapping[str, int]]:
        """Return the integers to look at."""
        return self._integers.plan(self._random, large=not self._pair.setting.definitions)

    def candidates(self, plan: Sequence[Mapping[str, int]]) -> Iterator[tuple[int, Point]]:
        """Yield points without end: readable ones, suspicious ones, then all kinds.

        With each comes the position in the plan of its integers.
        """
        for turn in count():
            if turn == READABLE_POINTS and self._may_have_branches and not self.is_constant:
                for suspect in self._survey(plan):
                    yield suspect.row, self._at(plan[suspect.row], suspect.values)
            self._source.begin(turn)
            yield turn % len(plan), self._at(plan[turn % len(plan)])

    def _at(self, sizes: Mapping[str, int], values: Mapping[str, Value] | None = None) -> Point:
        point = Point(self._pair.setting.symbols, sizes, self._source)
        point.values.update(values or {})
        return point

    def _survey(self, plan: Sequence[Mapping[str, int]]) -> Iterator[Suspect]:
        """Yield points that a look at many finds suspicious, a readable one first where it can be.

        After a thorough look a few others are enough.
        """
        try:
            found = survey(self._pair, plan, self._scalars, random=self._random, meter=self._meter)
        except Unsupported:
            return
        if found.is_thorough:
            self.points = min(self.points, _FEW_POINTS)
            self._seen = f" and 2**-{AGREEMENT} at {found.agreed} others"
        for suspect in found.suspects:
            readable = suspect.readable()
            if readable:
                yield readable
            yield suspect

    def look(self, point: Point, *, strict: bool) -> Difference | Agreement | None:
        """Compare the expressions at a point.

        Returns none if the expected one has no value there, or if it is an isolated point at which
        they differ.
        """
        before = self._meter.left
        finding = self._compare(point, strict=strict)
        if not self._is_costed:
            self._is_costed = True
            affordable = _STEPS_OF_POINTS // (before - self._meter.left)
            self.points = min(self.points, max(self.points // 8, affordable))
        if isinstance(finding, Difference) and not self._is_open(finding, point, strict):
            return None
        return finding

    def _compare(self, point: Point, *, strict: bool) -> Difference | Agreement | None:
        """Compare with growing precision until the balls tell."""
        rungs = self._rungs
        enough = self._strictest if strict else rungs[0]
        for bits in rungs:
            self._meter.spend(bits // _PRECISIONS[0])
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
        if self._coarse:
            relative = absolute = _ROUNDED
        agreement = compare_values(expected, submitted, relative=relative, absolute=absolute)
        if agreement is Agreement.DIFFERENT:
            return Difference(point.sizes, point, expected, submitted)
        return agreement

    def _is_open(self, difference: Difference, point: Point, strict: bool) -> bool:
        """Return whether there is such a difference around a point, and not only there."""
        if self.is_constant:
            return True
        for _ in range(_NEIGHBOURS):
            near = self._compare(point.neighbour(self._random), strict=strict)
            if isinstance(near, Difference) and bool(near.undefined) == bool(difference.undefined):
                return True
        return False

    def bound(self, points: int, plan: Sequence[Mapping[str, int]]) -> str:
        """Return how closely and where the expressions agree."""
        bits = _ROUNDED if self._coarse else _CLOSE
        where = "" if self.is_constant else f" at {points} points{self._seen}"
        return f"2**-{bits}{self._coarse}{where}{self._integers.describe(plan)}"


def _has_rounded_decimal(root: Node) -> bool:
    return any(
        node.operation == "decimal" and not as_fraction(node.name)[1] for node in postorder(root)
    )
