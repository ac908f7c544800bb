"""An order of growth, such as the time of an algorithm as an expression for Θ(…)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ..expression.growth import GrowthOutcome, bound, growth
from ..expression.tree import Node
from ..verdict import Verdict, earned, lost, partial, pending
from .line import Line
from .symbolic import read_answer, reference_answer, stated, understood
from .target import Misreading, Target

__all__ = ["Growth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The same order of growth as the reference's, whatever constants and dominated terms.

    Args:
        regime: Inequalities between monomials that hold, such as ``"r <= d"``.
        accepted: Other orders that are right, by the name of the convention that the student is
            told; each a function of the reference's or an expression in text.
        misreadings: Orders of other quantities, to be named, by the note that is left.
        half_up_to: An upper bound that is not tight earns half if it is O of this one.
    """

    regime: tuple[str, ...] = ()
    accepted: Mapping[str, Target | str] = field(default_factory=dict)
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)
    half_up_to: Target | str = ""

    def check(self, line: Line) -> Verdict:
        """Compare with the reference's order, then with the accepted ones."""
        submitted = read_answer(line)
        shown = understood(submitted)
        outcome = self._growth(line, reference_answer(line), submitted)
        if outcome.verdict == "error":
            return lost(f"The answer has {outcome.reason}.", notes=("malformed",), understood=shown)
        if outcome.verdict == "theta":
            return earned(_dominated(outcome), understood=shown)
        undecided = [outcome.reason] if outcome.verdict == "unknown" else []
        for convention, answer in self.accepted.items():
            other = self._growth(line, stated(line, answer), submitted)
            if other.verdict == "theta":
                text = f"Right, by this convention: {convention}.\n{_dominated(other)}".strip()
                return earned(text, notes=(convention,), understood=shown)
            if other.verdict == "unknown":
                undecided.append(other.reason)
            if outcome.verdict == other.verdict == "loose":
                outcome = other  # too large even by this convention: that is where it shows
        if undecided:
            return pending(undecided[0], understood=shown)
        for note, misreading in self.misreadings.items():
            if self._growth(line, stated(line, misreading.answer), submitted).verdict == "theta":
                return partial(
                    misreading.share, misreading.message, notes=(note,), understood=shown
                )
        half = outcome.verdict == "loose" and self._is_nearly_tight(line, submitted)
        return partial(
            Fraction(half, 2), _wrong(outcome), notes=(outcome.verdict,), understood=shown
        )

    def _is_nearly_tight(self, line: Line, submitted: Node) -> bool:
        if not self.half_up_to:
            return False
        most = stated(line, self.half_up_to)
        symbols = line.question.symbols
        return bound(submitted, most, symbols=symbols, regime=self.regime).holds is True

    def _growth(self, line: Line, expected: Node, submitted: Node) -> GrowthOutcome:
        return growth(expected, submitted, symbols=line.question.symbols, regime=self.regime)


def _wrong(outcome: GrowthOutcome) -> str:
    """Say on which side the answer is wrong, and where that shows."""
    if outcome.verdict == "loose":
        text = "This is an upper bound, but not a tight one"
        where = f": it grows faster than the cost as {outcome.direction}" * bool(outcome.direction)
    else:
        text = "This is not an upper bound"
        where = f": the cost grows faster as {outcome.direction}" * bool(outcome.direction)
    return f"{text}{where}."


def _dominated(outcome: GrowthOutcome) -> str:
    if not outcome.dominated:
        return ""
    return f"Of your terms, others outgrow {', '.join(outcome.dominated)}: it can be left out."
