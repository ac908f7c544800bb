"""The cost of a student's torch code: measured on small sizes, enforced on a large one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.checkers.common.clauses import Clauses, outcome
from autograder.checkers.common.line import Line, Unanswered
from autograder.verdict import Verdict, partial

from . import examination, measured_cost
from .close import Close
from .function_verdict import VALUES_FIRST

__all__ = ["Cost"]

# The number of rows, and as many others as counts are taken of.
_MOST_SIZES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A right function of tensors that costs no more than is asked for.

        Cost(
            values=Close(...),
            sizes=("n", "m", "d"),
            time="n*m*d",
            space="n*(m + d)",
            regime=("m <= n", "d <= n"),
        )

    The function is run on small sizes under a counter (`autograder.guest.cost`), and once with
    8192 rows in a process that may not take more than 128 MB. ``docs/cost.md`` says what is
    counted and what is enforced.

    Args:
        values: What the function returns. The cost counts where that earns everything.
        sizes: The names of the sides; the first is the number of rows, which outgrows the others.
        time: What operations and moved elements together may grow like, up to a constant.
        space: What the bytes held at once, beyond the arguments, may grow like; in proportion to
            the number of rows, or less.
        regime: Inequalities between sizes, such as ``"d <= n"``.
        clauses: The shares of "cost" and of the clauses of `Close`; without them only all
            together earn.
        asked: A sentence with what the question asks for, which gives no other line's answer away.
        formed: The tensors of mistakes that have a name, by the note that is left.
        rows_only: Whether messages speak of the growth with the number of rows alone: where
            another line asks for the whole.
        backward: Whether the derivative is counted too.
    """

    values: Close
    sizes: tuple[str, ...]
    time: str
    space: str
    regime: tuple[str, ...] = ()
    clauses: Clauses | None = None
    asked: str = ""
    formed: Mapping[str, measured_cost.Formed] = field(default_factory=dict)
    rows_only: bool = False
    backward: bool = False

    def __post_init__(self) -> None:
        if not 2 <= len(self.sizes) <= _MOST_SIZES:
            raise ValueError(f"from 2 to {_MOST_SIZES} sizes, not {len(self.sizes)}")
        if self.clauses is not None:
            self.clauses.require((*self.values.promises, "cost"))

    def check(self, line: Line) -> Verdict:
        """Check the values, then the cost."""
        if self.clauses is None or not line.setting.is_graded:
            values = outcome(lambda: self.values.check(line))
            if not line.setting.is_graded or values.share < 1:
                return values
            return outcome(self.measured(line).verdict)
        names = [name for name in self.clauses.weights if name != "cost"]
        try:
            judged = self.values.judge(line, names)
        except Unanswered as reason:
            others = dict.fromkeys(names, reason.verdict)
            return self.clauses.combine({**others, "cost": VALUES_FIRST})
        if not judged.share:
            cost = VALUES_FIRST
        else:
            cost = outcome(self.measured(line, judged.other).verdict)
            if cost.share == 1 and judged.share < 1:
                cost = partial(judged.share, cost.message, notes=cost.notes, review=cost.review)
        return self.clauses.combine({**judged.verdicts, "cost": cost})

    def measured(
        self, line: Line, other: examination.Other = examination.RIGHT
    ) -> measured_cost.MeasuredCost:
        """Return what measures the cost of a line's function.

        Args:
            line: The line.
            other: The reference's function whose results it has.
        """
        limits = measured_cost.CostLimits(
            arguments=self.values.arguments,
            sizes=self.sizes,
            time=self.time,
            space=self.space,
            regime=self.regime,
            sentence=self.asked,
            formed=self.formed,
            rows_only=self.rows_only,
            backward=self.backward,
        )
        return measured_cost.MeasuredCost(limits, line, other)
