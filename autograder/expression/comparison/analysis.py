"""The search for a difference between expressions of any kind, in balls of real numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from flint import ctx

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.decimals import as_fraction
from autograder.expression.arithmetics.exact_balls import ExactBalls
from autograder.expression.arithmetics.known_numbers import plain
from autograder.expression.arithmetics.scalars import OpenStep, OutsideDomain, Undecided, Undefined
from autograder.expression.budget import DearMeter, Meter, OverBudget
from autograder.expression.comparison.findings import (
    Agreement,
    Disagreement,
    Finding,
    Pair,
    Sameness,
    Undetermined,
    compare_values,
)
from autograder.expression.comparison.point_plan import PointPlan
from autograder.expression.comparison.regularity import has_no_branches
from autograder.expression.comparison.tally import Tally
from autograder.expression.comparison.undefined_parts import lies_within
from autograder.expression.domain import SCALAR
from autograder.expression.evaluation.allowed import is_allowed
from autograder.expression.evaluation.configurations import IntegerNames, names_of_numbers
from autograder.expression.evaluation.model import Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.program import Averages, Program
from autograder.expression.tree import AVERAGES, Node, postorder

__all__ = ["search_in_balls"]

_PRECISIONS = (128, 512, 2048)
_STEPS_OF_POINTS = 80_000
_STEPS_OF_QUADRATURE = 20_000  # which take longer
_NEIGHBOURS = 4
_CLOSE = 64  # bits of agreement that are asked for, relatively to the largest entry
_VANISHING = 200  # the same where the value is 0, absolutely, at the highest precision
_ROUNDED = 28  # the same where a decimal stands for a rounded number
_COST_OF_FORMS = 10  # of a step, in steps of balls
_STRICT_POINTS = 3  # how many points are looked at with the second precision at least


def search_in_balls(
    pair: Pair,
    *,
    arithmetic: Arithmetic,
    averages: Averages,
    meter: Meter,
    sizes: Mapping[str, int] | None = None,
    is_one_enough: bool = False,
) -> Finding:
    """Compare two expressions at points of their domain.

    Args:
        pair: The expressions.
        arithmetic: Balls.
        averages: How expectations are taken.
        meter: Counts steps.
        sizes: IntegerNames that are fixed; the others take all small values.
        is_one_enough: Whether to stop where the expressions have the same value.

    Raises:
        Unsupported: The arithmetic or the averages cannot do it.
        OverBudget: It takes too many steps.
    """
    random = Random(pair.setting.seed)
    search = _Search(pair, Model(pair.setting, arithmetic, averages, meter), averages, random)
    tour = PointPlan(
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
            try:
                finding = search.look(point, row, is_constant=tour.is_constant, strict=strict)
            except OverBudget:
                if tour.is_off_plan:
                    continue
                raise
            tour.note_cost(row, before - meter.left)
            if isinstance(finding, Disagreement) and _is_final(finding, tour.rows):
                return finding
            tally.count(row, finding)
            if is_one_enough and tally.same:
                break
            if tally.is_enough(tour.points) or tour.is_exhausted(tally.tried):
                break
    conclusion = tally.conclude(tour.describe) or _outside_a_part(search, tour, tally, random)
    if isinstance(conclusion, Undetermined) and tally.is_isolated:
        return replace(conclusion, reason=conclusion.reason + _question(pair, tour.rows[0]))
    if conclusion:
        return conclusion
    where = tour.surveyed if tour.is_constant else f" at {tally.same} points{tour.surveyed}"
    return Sameness(search.precision + where + tour.describe(tally.agreed))


def _outside_a_part(
    search: _Search, tour: PointPlan, tally: Tally, random: Random
) -> Disagreement | None:
    """Return a hole in the answer that is no exception, but a part of the whole numbers."""
    failed = tally.failed
    if not failed:
        return None
    holes = {row: tour.rows[row] for row in failed}
    symbols = search.symbols

    def fails(sizes: Mapping[str, int]) -> bool | None:
        finding = search.compare(tour.near(sizes))
        return None if finding is None else isinstance(finding, Disagreement)

    try:
        found = lies_within(list(holes.values()), symbols, fails, random)
    except OverBudget:
        return None
    return next((failed[row] for row, sizes in holes.items() if sizes is found), None)


def _question(pair: Pair, whole: Collection[str]) -> str:
    """Return the question that an author is asked whose expression counts with a real number."""
    symbols = pair.setting.symbols
    names = names_of_numbers([pair.expected]) & set(symbols) - set(whole)
    reals = sorted(name for name in names if symbols[name].shape == SCALAR)
    return "".join(f"; is {name} a whole number?" for name in reals[:1])


def _is_final(difference: Disagreement, rows: Sequence[object]) -> bool:
    """Return whether a difference settles the matter.

    IntegerNames at which an answer divides by zero are isolated points, unless there are many.
    """
    return not difference.undefined or difference.is_outside or len(rows) == 1


@dataclass(frozen=True, slots=True)
class _Programs:
    """Both expressions in one arithmetic."""

    model: Model
    expected: Program
    submitted: Program

    @classmethod
    def of(cls, pair: Pair, model: Model) -> _Programs:
        return cls(model, model.program(pair.expected), model.program(pair.submitted))


class _Search:
    """Two programs, and how their values are compared.

    Attributes:
        symbols: The domains of the symbols.
        is_random: Whether there are averages whose values depend on what a point draws.
        is_coarse: Whether values are rounded, by the student or by quadrature.
        precision: How closely values agree that are called the same.
    """

    def __init__(self, pair: Pair, model: Model, averages: Averages, random: Random) -> None:
        self._pair = pair
        self.symbols = pair.setting.symbols
        self._random = random
        self._conditions = pair.setting.conditions
        self._programs = _Programs.of(pair, model)
        has_averages = any(
            node.operation in AVERAGES for root in pair.roots for node in postorder(root)
        )
        self.is_random = averages.is_random and has_averages
        self._exact: _Programs | None = None
        self._may_be_exact = type(model.arithmetic) is Balls and not has_averages
        self._averages = averages
        # What is defined off a thin set is defined around every point.
        integers = IntegerNames.of(pair.roots, pair.setting.symbols, defined=pair.setting.defined)
        is_whole = has_no_branches(pair.expected, pair.setting.symbols, integers.names)
        self._is_partial = not is_whole
        self._open_rows: set[int] = set()
        coarse = " (decimals are rounded)" if any(map(_has_rounded_decimal, pair.roots)) else ""
        if not averages.is_exact:
            coarse = " (by quadrature)"
        self.is_coarse = bool(coarse)
        self.precision = f"2**-{_ROUNDED if coarse else _CLOSE}{coarse}"
        self._rungs = [bits for bits in _PRECISIONS if bits <= pair.setting.budget.bits]

    def look(
        self, point: Point, row: int, *, is_constant: bool, strict: bool
    ) -> Disagreement | Agreement | None:
        """Compare the expressions at a point.

        Args:
            point: The point.
            row: Which of the rows of integers it has.
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
        if is_constant:
            return finding
        if isinstance(finding, Disagreement):
            return self._around(finding, point, enough)
        if finding is Agreement.SAME and self._is_partial and row not in self._open_rows:
            return self._around(finding, point, enough, row)
        return finding

    def compare(self, point: Point) -> Disagreement | Agreement | None:
        """Compare the expressions at a point, be it isolated or not."""
        return self._compare(point, self._rungs[0])

    def _around(
        self, finding: Disagreement | Agreement, point: Point, enough: int, row: int | None = None
    ) -> Disagreement | Agreement | None:
        """Return what is found around a point too, and not only there.

        An agreement is one if the expected expression has values nearby, whatever they are.
        """
        is_defined = False
        for _ in range(_NEIGHBOURS):
            neighbour = point.neighbour(self._random)
            if not is_allowed(neighbour, self._conditions):
                continue
            near = self._compare(neighbour, enough)
            if near is None:
                continue
            is_defined = True
            if row is not None:
                self._open_rows.add(row)
                return finding
            if (
                isinstance(finding, Disagreement)
                and isinstance(near, Disagreement)
                and bool(near.undefined) == bool(finding.undefined)
            ):
                return finding
        return None if is_defined else Agreement.ISOLATED

    def _compare(self, point: Point, enough: int) -> Disagreement | Agreement | None:
        """Compare with growing precision, to so many bits at least, until the balls tell.

        What no precision tells is tried with exact forms of logarithms and roots.
        """
        rungs = self._rungs
        programs = self._programs
        finding: Disagreement | Agreement | None = Agreement.UNCLEAR
        for bits in rungs:
            self._programs.model.meter.spend(bits // _PRECISIONS[0])
            if ctx.prec != bits:  # setting it takes longer than an evaluation
                ctx.prec = bits
            is_last = bits == rungs[-1]
            finding = self._compare_balls(programs, point, bits, is_last=is_last)
            stuck = finding is Agreement.OPEN or (is_last and finding is Agreement.UNCLEAR)
            if stuck and self._may_be_exact and programs is not self._exact:
                programs = self._exact_programs()
                finding = self._compare_balls(programs, point, bits, is_last=is_last)
            if finding is Agreement.SAME and bits < enough:
                continue
            if finding not in (Agreement.UNCLEAR, Agreement.OPEN):
                return finding
        return finding

    def _exact_programs(self) -> _Programs:
        if self._exact is None:
            meter = DearMeter(self._programs.model.meter, _COST_OF_FORMS)
            model = Model(self._pair.setting, ExactBalls(), self._averages, meter)
            self._exact = _Programs.of(self._pair, model)
        return self._exact

    def _compare_balls(
        self, programs: _Programs, point: Point, bits: int, *, is_last: bool
    ) -> Disagreement | Agreement | None:
        programs.model.enter(point)
        try:
            expected = plain(programs.expected.run())
        except Undefined:
            return None
        except OpenStep:
            return Agreement.OPEN
        except Undecided:
            return Agreement.UNCLEAR
        try:
            submitted = plain(programs.submitted.run())
        except Undefined as absence:
            outside = isinstance(absence, OutsideDomain)
            return Disagreement(
                point.sizes, point, expected, undefined=str(absence), is_outside=outside
            )
        except OpenStep:
            return Agreement.OPEN
        except Undecided:
            return Agreement.UNCLEAR
        relative, absolute = bits // 2, _VANISHING if is_last else None
        if self.is_coarse:
            relative = absolute = _ROUNDED
        agreement = compare_values(expected, submitted, relative=relative, absolute=absolute)
        if agreement is Agreement.DIFFERENT:
            return Disagreement(point.sizes, point, expected, submitted)
        return agreement


def _has_rounded_decimal(root: Node) -> bool:
    return any(
        node.operation == "decimal" and not as_fraction(node.name)[1] for node in postorder(root)
    )
