"""An order of growth, such as the time of an algorithm as an expression for Θ(…)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..expression.growth import GrowthError, GrowthOutcome, bound, growth
from ..expression.tree import Node, free_symbols
from ..verdict import Understood, Verdict, earned, lost, partial, pending
from .line import Line, names
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
        between: More of them: whatever is at least of the first order and at most of the second.
        misreadings: Other orders to be named, by the note that is left: of the answers that are
            Θ of one, the first that is listed counts.
        half_up_to: An upper bound that is not tight earns half if it is O of this one.
    """

    regime: tuple[str, ...] = ()
    accepted: Mapping[str, Target | str] = field(default_factory=dict)
    between: Mapping[str, tuple[Target | str, Target | str]] = field(default_factory=dict)
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)
    half_up_to: Target | str = ""

    def check(self, line: Line) -> Verdict:
        """Compare with the reference's order, then with what else is known."""
        submitted = read_answer(line)
        shown = understood(submitted)
        try:
            return self._compare(line, submitted, shown)
        except GrowthError as error:
            return pending(f"the question itself: {error}", understood=shown)

    def _compare(self, line: Line, submitted: Node, shown: Understood) -> Verdict:
        outcome = self._growth(line, reference_answer(line), submitted)
        if outcome.verdict == "error":
            sizes = names([*line.question.symbols]) or "none"
            text = f"The answer has {outcome.reason}. The sizes of this question: {sizes}."
            return lost(text, notes=("malformed",), understood=shown)
        if outcome.verdict == "theta":
            return earned(_dominated(outcome), understood=shown)
        undecided = [outcome.reason] if outcome.verdict == "unknown" else []
        for convention, other in self._conventions(line, submitted):
            if other.verdict == "theta":
                text = f"Right, by this convention: {convention}.\n{_dominated(other)}".strip()
                return earned(text, notes=(convention,), understood=shown)
            if other.verdict == "unknown":
                undecided.append(other.reason)
            if other.verdict == "loose" and convention in self.accepted:
                outcome = other  # too large even by this convention: that is where it shows
        if undecided:
            return pending(undecided[0], understood=shown)
        return self._wrong(line, outcome, submitted, shown)

    def _conventions(self, line: Line, submitted: Node) -> Iterator[tuple[str, GrowthOutcome]]:
        for convention, answer in self.accepted.items():
            yield convention, self._growth(line, stated(line, answer), submitted)
        for convention, (least, most) in self.between.items():
            yield convention, self._within(line, stated(line, least), stated(line, most), submitted)

    def _within(self, line: Line, least: Node, most: Node, submitted: Node) -> GrowthOutcome:
        """Compare with a range: within it, the answer counts as of the order looked for."""
        outcome = self._growth(line, least, submitted)
        if outcome.verdict != "loose":
            return outcome
        below = bound(submitted, most, symbols=line.question.symbols, regime=self.regime)
        if below.holds is None:
            return replace(outcome, verdict="unknown", reason=below.reason)
        return replace(outcome, verdict="theta") if below.holds else outcome

    def _wrong(
        self, line: Line, outcome: GrowthOutcome, submitted: Node, shown: Understood
    ) -> Verdict:
        where = _where(outcome) + self._where_counted(line, outcome, submitted)
        for note, misreading in self.misreadings.items():
            other = self._growth(line, stated(line, misreading.answer), submitted)
            if other.verdict == "theta":
                text = f"{misreading.message}\n{where}"
                notes = (note, outcome.verdict)
                return partial(misreading.share, text, notes=notes, understood=shown)
        half = outcome.verdict == "loose" and self._is_nearly_tight(line, submitted)
        share = Fraction(half, 2)
        return partial(share, where, notes=(outcome.verdict,), understood=shown)

    def _where_counted(self, line: Line, outcome: GrowthOutcome, submitted: Node) -> str:
        """Say where an answer is too small beside all conventions that have its own symbols.

        Beside the others it is too large as those symbols grow, but that is not what is wrong.
        """
        own = free_symbols(submitted) - free_symbols(reference_answer(line))
        orders = [stated(line, answer) for answer in self.accepted.values()] if own else []
        counted = [
            self._growth(line, order, submitted) for order in orders if own <= free_symbols(order)
        ]
        too_small = all(other.verdict == "not_bound" for other in counted)
        if outcome.verdict != "loose" or not counted or not too_small:
            return ""
        verb = "is" if len(own) == 1 else "are"
        sizes = names([name for name in line.question.symbols if name in own])
        return f" Where {sizes} {verb} counted, it is too small as {counted[0].direction}."

    def _is_nearly_tight(self, line: Line, submitted: Node) -> bool:
        if not self.half_up_to:
            return False
        most = stated(line, self.half_up_to)
        symbols = line.question.symbols
        return bound(submitted, most, symbols=symbols, regime=self.regime).holds is True

    def _growth(self, line: Line, expected: Node, submitted: Node) -> GrowthOutcome:
        return growth(expected, submitted, symbols=line.question.symbols, regime=self.regime)


def _where(outcome: GrowthOutcome) -> str:
    """Say on which side the answer is wrong, and where that shows."""
    if outcome.verdict == "loose":
        text, side = "This is an upper bound, but not a tight one", "large"
    else:
        text, side = "This is not an upper bound", "small"
    shows = f": it is too {side} as {outcome.direction}" * bool(outcome.direction)
    return f"{text}{shows}."


def _dominated(outcome: GrowthOutcome) -> str:
    if not outcome.dominated:
        return ""
    pronoun = "it" if len(outcome.dominated) == 1 else "they"
    terms = ", ".join(outcome.dominated)
    return f"Of your terms, others outgrow {terms}: {pronoun} can be left out."
