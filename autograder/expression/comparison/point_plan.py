"""Which points a search looks at, in which order, and how many.

First come small numbers that a reader can check, at every row of small integers; then detours, to
where the numbers in the expressions say and to what a survey finds suspicious; then points of all
kinds. Where a point costs many steps at large sizes, most
points have small ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, count
from random import Random

from autograder.expression.budget import Meter, OverBudget
from autograder.expression.comparison.detours import Detour, Detours, is_affordable
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.regularity import has_no_branches
from autograder.expression.domain import SCALAR
from autograder.expression.evaluation.allowed import Statement, is_allowed, settle
from autograder.expression.evaluation.configurations import IntegerNames
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import READABLE_POINTS, RealSource
from autograder.expression.evaluation.special import SPECIAL_KINDS
from autograder.expression.tree import free_symbols

__all__ = ["PointPlan"]

# How many points are enough where there are no branches, or where a survey looked for them.
_FEW_POINTS = 32
_FEWEST_POINTS = 16
_STEPS_OF_ANCHORS = 40_000  # for all points at which anchors say to look
_STEPS_OF_ANCHOR = 15_000
_ALL = 10**6  # of the points of constants, which come to an end
_ATTEMPTS = 100  # to find values that meet the question's conditions
_DEGREE = 3  # of the steps that a product or an inverse of matrices takes


class PointPlan:
    """Points at which two expressions are compared: without end, unless they are constant.

    Args:
        pair: The expressions.
        random: Where randomness comes from.
        meter: Counts steps.
        steps: How many steps points may take once each row has had its turn.
        is_determined: Whether an analytic function's values at a few points tell all others: not
            if they are rounded, or obey definitions, or are averages at random.
        is_random: Whether values depend on what each point draws for the averages in them.
        sizes: IntegerNames that are fixed; the others take all small values.

    Attributes:
        rows: The values of the integers; more of them after detours.
        points: How many points are wanted; fewer after a thorough survey.
        is_constant: Whether the values depend on integers alone.
        is_off_plan: Whether the last point is one that may be left out if it takes too many steps.
    """

    def __init__(
        self,
        pair: Pair,
        *,
        random: Random,
        meter: Meter,
        steps: int,
        is_determined: bool,
        is_random: bool,
        sizes: Mapping[str, int] | None = None,
    ) -> None:
        setting = pair.setting
        self._pair = pair
        self._random = random
        self._meter = meter
        self._steps = steps
        self._reserve = meter.left // 3
        self._integers = IntegerNames.of(
            pair.roots, setting.symbols, defined=setting.defined, conditions=setting.conditions
        )
        plan = self._integers.plan(random, large=not setting.definitions)
        self._statement = Statement(setting.symbols, setting.conditions)
        self.rows: list[Mapping[str, int]] = list(plan)
        if sizes is not None:
            self.rows = [row for row in _fixed(plan, sizes) if self._statement.allows(row)]
            if not self.rows:
                raise OverBudget("no whole numbers were found that the question allows")
        self._planned = len(self.rows)
        used = (*pair.roots, *setting.conditions)
        others = set().union(*map(free_symbols, used)) - set(self._integers.names)
        self._scalars = sorted(
            name
            for name in others
            if setting.symbols[name].shape == SCALAR
            and setting.symbols[name].kind not in SPECIAL_KINDS
        )
        self._source = RealSource(random, self._scalars)
        self._waiting = deque(range(len(self.rows)))
        self._costs: dict[int, int] = {}
        self._cheap: Sequence[int] = ()
        self._end = 0
        self.is_constant = not others and not is_random
        stated = frozenset[str]().union(*map(free_symbols, setting.conditions))
        is_smooth = (
            is_determined
            and stated <= set(self._integers.names)
            and all(
                has_no_branches(root, setting.symbols, self._integers.names) for root in pair.roots
            )
        )
        self.points = max(_FEW_POINTS if is_smooth else setting.budget.points, len(self.rows))
        if self.is_constant:
            self.points = _ALL
        self._off_plan = 0
        self.is_off_plan = False
        self._is_fixed = sizes is not None
        self._detours = Detours(
            pair,
            integers=self._integers.names,
            scalars=self._scalars,
            others=frozenset(others),
            is_smooth=is_smooth,
            random=random,
            meter=meter,
        )

    def __iter__(self) -> Iterator[tuple[int, Point]]:
        """Yield points, each with the position of its row; without end unless they are constant."""
        for turn in count():
            if turn == READABLE_POINTS and not self.is_constant:
                yield from self._off_the_plan()
            row = self._next_row(turn)
            if row is None:
                break
            yield row, self._settled(self.rows[row], turn)
        yield from self._off_the_plan()

    @property
    def surveyed(self) -> str:
        """At how many other points the expressions agree, roughly; for a reader."""
        return self._detours.surveyed

    def note_cost(self, row: int, steps: int) -> None:
        """Remember how many steps a point took; said of each before the next is asked for."""
        if row < self._planned:
            self._costs[row] = steps

    def near(self, sizes: Mapping[str, int]) -> Point:
        """Return a new point at some integers."""
        return self._settled(sizes, READABLE_POINTS + self._off_plan)

    def is_exhausted(self, tried: int) -> bool:
        """Return whether the steps for points are spent, and the fewest that will do were tried."""
        if self.is_off_plan or not self._cheap:
            return False
        return self._meter.left < self._end and tried >= _FEWEST_POINTS

    def describe(self, rows: Collection[int]) -> str:
        """Return the integers of some rows, such as " at d in {1, …, 7}"."""
        return self._integers.describe([self.rows[row] for row in rows])

    def _settled(self, sizes: Mapping[str, int], turn: int) -> Point:
        """Return a point at some integers that meets the question's conditions."""
        setting = self._pair.setting
        for attempt in range(_ATTEMPTS):
            self._source.begin(turn + attempt)
            point = Point(setting.symbols, sizes, self._source)
            if settle(point, setting.conditions, setting.symbols):
                return point
        raise OverBudget("no values were found that the question's conditions allow")

    def _off_the_plan(self) -> Iterator[tuple[int, Point]]:
        """Yield the points of detours. All those of anchors may take a share of the steps.

        After a thorough survey a few others are enough.
        """
        meter = self._meter
        before = meter.left
        left = min(_STEPS_OF_ANCHORS, before // 4)
        if not self._is_fixed:
            for detour in self._detours.of_anchors():
                found = self._visited(detour)
                if found is None:
                    continue
                started = meter.left
                self.is_off_plan = True
                with meter.share(min(_STEPS_OF_ANCHOR, left)):
                    yield found
                self.is_off_plan = False
                left -= started - meter.left
                if left <= 0:
                    break
        if self._is_fixed and self.is_constant:
            return
        for detour in self._detours.of_survey(self.rows[: self._planned]):
            found = self._visited(detour)
            if found is not None:
                yield found
        self._end -= before - meter.left
        if self._detours.is_thorough:
            enough = max(_FEW_POINTS, self._planned) + self._off_plan
            self.points = min(self.points, enough)

    def _visited(self, detour: Detour) -> tuple[int, Point] | None:
        """Return the point of a detour; none if there is too much of it, or it is not allowed."""
        setting = self._pair.setting
        base = self.rows[self._random.randrange(self._planned)]
        sizes = {**base, **detour.integers}
        if detour.integers and not is_affordable(setting.symbols, sizes):
            return None
        if not self._statement.allows(sizes):
            return None
        self._source.begin(READABLE_POINTS + self._off_plan + 1, scale=detour.scale)
        point = Point(setting.symbols, sizes, self._source)
        point.values.update(detour.values)
        if not is_allowed(point, setting.conditions):
            return None
        if sizes in self.rows:
            row = self.rows.index(sizes)
        else:
            row = len(self.rows)
            self.rows.append(sizes)
        self._off_plan += 1
        self.points += 1
        return row, point

    def _next_row(self, turn: int) -> int | None:
        """Return each row once, as long as there are steps; then those that leave many points."""
        while self._waiting:
            row = self._waiting.popleft()
            if self._meter.left - self._likely_cost(row) >= self._reserve:
                return row
        if self.is_constant:
            return None
        if not self._cheap:
            self._cheap = self._affordable_rows()
            self._end = self._meter.left - min(self._steps, self._meter.left * 3 // 4)
            self.points = min(self.points, max(_FEW_POINTS, self.points - self._planned + turn))
        return self._cheap[turn % len(self._cheap)]

    def _likely_cost(self, row: int) -> float:
        """Return how many steps a row may take, going by the cube of its sizes."""
        if not self._costs:
            return 0.0
        growth = [
            self.rows[row][name] / max(1, *(self.rows[known][name] for known in self._costs))
            for name in self._integers.counted.intersection(self._integers.names)
        ]
        return float(max(self._costs.values()) * max([1.0, *growth]) ** _DEGREE)

    def _affordable_rows(self) -> list[int]:
        """Return the rows that take few steps: as many as all points can have on average.

        One at which no size is 1 is among them: matrices that are numbers satisfy more.
        """
        cheapest = sorted(self._costs, key=lambda row: self._costs[row])
        affordable = self._steps // self.points
        sums = accumulate(self._costs[row] for row in cheapest)
        fitting = sum(total <= affordable * k for k, total in enumerate(sums, start=1))
        chosen = cheapest[: max(1, fitting)]
        sizes = self._integers.counted.intersection(self._integers.names)
        full = [row for row in cheapest if all(self.rows[row][name] > 1 for name in sizes)]
        return sorted({*chosen, *full[:1]})


def _fixed(
    plan: Sequence[Mapping[str, int]], sizes: Mapping[str, int]
) -> Sequence[Mapping[str, int]]:
    """Return a plan with some integers fixed, without repetitions."""
    rows = ({**row, **sizes} for row in plan)
    return list({tuple(sorted(row.items())): row for row in rows}.values())
