"""An order of growth, such as the time of an algorithm as an expression for Θ(…)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..expression.growth import GrowthError, GrowthOutcome, bound, growth
from ..expression.tree import Node, free_symbols
from ..verdict import Understood, Verdict, earned, lost, partial, pending
from .line import Line, names
from .symbolic import read_answer, reference_answer, stated, understood
from .target import Misreading, Target

__all__ = ["Growth"]


@dataclass(frozen=True, slots=True)
class _Reading:
    """An order that would be right, and how the answer compares with it."""

    order: Node
    outcome: GrowthOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The same order of growth as the reference's, whatever constants and dominated terms.

    Args:
        regime: Inequalities between monomials that hold, such as ``"r <= d"`` or
            ``"m <= d*log(d)"``.
        accepted: Other orders that are right, by the name of the convention that the student is
            told; each a function of the reference's or an expression in text.
        between: More of them: whatever is at least of the first order and at most of the second.
        misreadings: Other orders to be named, by the note that is left: of the answers that are
            Θ of one, the first that is listed counts.
        half_up_to: An upper bound that is not tight earns half if it is O of this one.
        half_says: How much too large that is, for students: such as "one factor T".
    """

    regime: tuple[str, ...] = ()
    accepted: Mapping[str, Target | str] = field(default_factory=dict)
    between: Mapping[str, tuple[Target | str, Target | str]] = field(default_factory=dict)
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)
    half_up_to: Target | str = ""
    half_says: str = ""

    def check(self, line: Line) -> Verdict:
        """Compare with the reference's order, then with what else is known."""
        submitted = read_answer(line)
        shown = understood(submitted)
        try:
            return self._compare(line, submitted, shown)
        except GrowthError as error:
            return pending(f"the question itself: {error}", understood=shown)

    def _compare(self, line: Line, submitted: Node, shown: Understood) -> Verdict:
        expected = reference_answer(line)
        outcome = self._growth(line, expected, submitted)
        if outcome.verdict == "error":
            sizes = names([*line.question.symbols]) or "none"
            text = f"The answer has {outcome.reason}. The sizes of this question: {sizes}."
            return lost(text, notes=("malformed",), understood=shown)
        if outcome.verdict == "theta":
            return earned(_dominated(outcome), understood=shown)
        undecided = [outcome.reason] if outcome.verdict == "unknown" else []
        readings = [_Reading(expected, outcome)]
        for convention, order, other in self._conventions(line, submitted):
            if other.verdict == "theta":
                text = f"Right, by this convention: {convention}.\n{_dominated(other)}".strip()
                return earned(text, notes=(convention,), understood=shown)
            if other.verdict == "unknown":
                undecided.append(other.reason)
            if order is not None:
                readings.append(_Reading(order, other))
        if undecided:
            return pending(undecided[0], understood=shown)
        return self._wrong(line, readings, submitted, shown)

    def _conventions(
        self, line: Line, submitted: Node
    ) -> Iterator[tuple[str, Node | None, GrowthOutcome]]:
        """Yield each convention with its order, if it is a single one, and what it says."""
        for convention, answer in self.accepted.items():
            order = stated(line, answer)
            yield convention, order, self._growth(line, order, submitted)
        for convention, (least, most) in self.between.items():
            outcome = self._within(line, stated(line, least), stated(line, most), submitted)
            yield convention, None, outcome

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
        self, line: Line, readings: Sequence[_Reading], submitted: Node, shown: Understood
    ) -> Verdict:
        chosen = self._telling(line, readings)
        outcome = chosen.outcome
        others = [reading for reading in readings if reading is not chosen]
        where = _where(outcome) + _where_too_small(line, chosen, others, submitted)
        for note, misreading in self.misreadings.items():
            other = self._growth(line, stated(line, misreading.answer), submitted)
            if other.verdict == "theta":
                text = f"{misreading.message}\n{where}"
                notes = (note, outcome.verdict)
                return partial(misreading.share, text, notes=notes, understood=shown)
        half = outcome.verdict == "loose" and self._is_nearly_tight(line, submitted)
        if outcome.verdict == "loose" and self.half_says:
            where += f"\nIt is too large by {'no more' if half else 'more'} than {self.half_says}."
        share = Fraction(half, 2)
        return partial(share, where, notes=(outcome.verdict,), understood=shown)

    def _telling(self, line: Line, readings: Sequence[_Reading]) -> _Reading:
        """Return the reading that shows where an answer is wrong by the others too.

        What is too large is so beside the largest order, and what is too small beside the smallest.
        Where it is both, by one reading and by another, too large comes first.
        """
        loose = [reading for reading in readings if reading.outcome.verdict == "loose"]
        symbols = line.question.symbols
        for reading in loose or readings:
            pairs = (
                (other.order, reading.order) if loose else (reading.order, other.order)
                for other in loose or readings
            )
            if all(bound(x, y, symbols=symbols, regime=self.regime).holds for x, y in pairs):
                return reading
        return (loose or readings)[0]

    def _is_nearly_tight(self, line: Line, submitted: Node) -> bool:
        if not self.half_up_to:
            return False
        most = stated(line, self.half_up_to)
        symbols = line.question.symbols
        return bound(submitted, most, symbols=symbols, regime=self.regime).holds is True

    def _growth(self, line: Line, expected: Node, submitted: Node) -> GrowthOutcome:
        return growth(expected, submitted, symbols=line.question.symbols, regime=self.regime)


def _where_too_small(
    line: Line, chosen: _Reading, others: Sequence[_Reading], submitted: Node
) -> str:
    """Say where an answer that is too large is too small, by the other readings of its symbols.

    Beside an order that lacks one of its symbols it is too large as that one grows, which need not
    be what is wrong.
    """
    used = free_symbols(submitted)
    counted = [reading.outcome for reading in others if free_symbols(reading.order) == used]
    too_small = all(outcome.verdict == "not_bound" for outcome in counted)
    if chosen.outcome.verdict != "loose" or not counted or not too_small:
        return ""
    own = used - free_symbols(chosen.order)
    verb = "is" if len(own) == 1 else "are"
    sizes = names([name for name in line.question.symbols if name in own])
    when = f"Where {sizes} {verb} counted," if own else "By another reading of the question,"
    return f" {when} it is too small as {counted[0].direction}."


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
