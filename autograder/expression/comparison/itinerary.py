"""Which points a search looks at, in which order, and how many.

First come small numbers that a reader can check, at every row of small integers; then what a survey
finds suspicious; then points of all kinds. Where a point costs many steps at large sizes, most
points have small ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, count
from random import Random

from autograder.expression.arithmetics.arithmetic import Unsupported
from autograder.expression.budget import Meter, OverBudget
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.regularity import has_no_branches
from autograder.expression.comparison.survey import AGREEMENT, Suspect, survey
from autograder.expression.domain import SCALAR
from autograder.expression.evaluation.allowed import Statement, is_allowed, settle
from autograder.expression.evaluation.configurations import Integers
from autograder.expression.evaluation.operations import Value
from autograder.expression.evaluation.sampling import READABLE_POINTS, RealSource
from autograder.expression.evaluation.special import SPECIAL_KINDS
from autograder.expression.evaluation.world import Point
from autograder.expression.tree import free_symbols

__all__ = ["Itinerary"]

# How many points are enough where there are no branches, or where a survey looked for them.
_FEW_POINTS = 32
_FEWEST_POINTS = 16
_ATTEMPTS = 100  # to find values that meet the question's conditions
_DEGREE = 3  # of the steps that a product or an inverse of matrices takes


class Itinerary:
    """Points at which two expressions are compared. Iterating yields them without end.

    Args:
        pair: The expressions.
        random: Where randomness comes from.
        meter: Counts steps.
        steps: How many steps points may take once each row has had its turn.
        is_determined: Whether an analytic function's values at a few points tell all others: not
            if they are rounded, or obey definitions, or are averages at random.
        is_random: Whether values depend on what each point draws for the averages in them.
        sizes: Integers that are fixed; the others take all small values.

    Attributes:
        rows: The values of the integers.
        points: How many points are wanted; fewer after a thorough survey.
        is_constant: Whether the values depend on integers alone.
        surveyed: At how many other points the expressions agree, roughly; for a reader.
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
        self._integers = Integers.of(
            pair.roots, setting.symbols, defined=setting.defined, conditions=setting.conditions
        )
        plan = self._integers.plan(random, large=not setting.definitions)
        self.rows: Sequence[Mapping[str, int]] = plan
        if sizes is not None:
            statement = Statement(setting.symbols, setting.conditions)
            self.rows = [row for row in _fixed(plan, sizes) if statement.allows(row)]
            if not self.rows:
                raise OverBudget("no whole numbers were found that the question allows")
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
        self.surveyed = ""

    def __iter__(self) -> Iterator[tuple[int, Point]]:
        """Yield points, each with the position of its row."""
        for turn in count():
            if turn == READABLE_POINTS and not self.is_constant:
                for suspect in self._suspects():
                    point = self._point(suspect.row, suspect.values)
                    if is_allowed(point, self._pair.setting.conditions):
                        yield suspect.row, point
            row = self._next_row(turn)
            yield row, self._settled(row, turn)

    def note_cost(self, row: int, steps: int) -> None:
        """Remember how many steps a point took; said of each before the next is asked for."""
        self._costs[row] = steps

    def is_exhausted(self, tried: int) -> bool:
        """Return whether the steps for points are spent, and the fewest that will do were tried."""
        return bool(self._cheap) and self._meter.left < self._end and tried >= _FEWEST_POINTS

    def describe(self, rows: Collection[int]) -> str:
        """Return the integers of some rows, such as " at d in {1, …, 7}"."""
        return self._integers.describe([self.rows[row] for row in rows])

    def _settled(self, row: int, turn: int) -> Point:
        """Return a point of a row that meets the question's conditions."""
        setting = self._pair.setting
        for attempt in range(_ATTEMPTS):
            self._source.begin(turn + attempt)
            point = self._point(row)
            if settle(point, setting.conditions, setting.symbols):
                return point
        raise OverBudget("no values were found that the question's conditions allow")

    def _point(self, row: int, values: Mapping[str, Value] | None = None) -> Point:
        point = Point(self._pair.setting.symbols, self.rows[row], self._source)
        point.values.update(values or {})
        return point

    def _next_row(self, turn: int) -> int:
        """Return each row once, as long as there are steps; then those that leave many points."""
        while self._waiting:
            row = self._waiting.popleft()
            if self._meter.left - self._likely_cost(row) >= self._reserve:
                return row
        if not self._cheap:
            self._cheap = self._affordable_rows()
            self._end = self._meter.left - min(self._steps, self._meter.left * 3 // 4)
            self.points = min(self.points, max(_FEW_POINTS, self.points - len(self.rows) + turn))
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
        """Return the rows that take few steps: as many as all points can have on average."""
        cheapest = sorted(self._costs, key=lambda row: self._costs[row])
        affordable = self._steps // self.points
        sums = accumulate(self._costs[row] for row in cheapest)
        fitting = sum(total <= affordable * k for k, total in enumerate(sums, start=1))
        return sorted(cheapest[: max(1, fitting)])

    def _suspects(self) -> Iterator[Suspect]:
        """Yield points that a look at many finds suspicious, a readable one first where it can be.

        After a thorough look a few others are enough.
        """
        try:
            found = survey(
                self._pair, self.rows, self._scalars, random=self._random, meter=self._meter
            )
        except Unsupported:
            return
        if found.is_thorough:
            self.points = min(self.points, max(_FEW_POINTS, len(self.rows)))
            self.surveyed = f" and 2**-{AGREEMENT} at {found.agreed} others"
        for suspect in found.suspects:
            readable = suspect.readable()
            if readable:
                yield readable
            yield suspect


def _fixed(
    plan: Sequence[Mapping[str, int]], sizes: Mapping[str, int]
) -> Sequence[Mapping[str, int]]:
    """Return a plan with some integers fixed, without repetitions."""
    rows = ({**row, **sizes} for row in plan)
    return list({tuple(sorted(row.items())): row for row in rows}.values())
