"""An order of growth, such as the time of an algorithm as an expression for Θ(…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from autograder.checkers.common.known_answers import Misreading, explanation, named
from autograder.checkers.common.line import Line, Unanswered, names
from autograder.checkers.common.target import Target
from autograder.checkers.following.earlier import Following
from autograder.expression.growth import GrowthError, GrowthOutcome, bound, growth
from autograder.expression.tokens import ParseError
from autograder.expression.tree import Node, TreeError, free_symbols
from autograder.verdict import Understood, Verdict, earned, lost, partial, pending

from .misstated import Misstated, reason_of
from .symbolic import read_answer, reference_answer, stated, understood

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
        following: What is right where the line goes on from the student's answers to those that it
            follows.
    """

    regime: tuple[str, ...] = ()
    accepted: Mapping[str, Target | str] = field(default_factory=dict)
    between: Mapping[str, tuple[Target | str, Target | str]] = field(default_factory=dict)
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)
    half_up_to: Target | str = ""
    half_says: str = ""
    following: Following | str = ""

    def check(self, line: Line) -> Verdict:
        """Compare with the reference's order, then with what else is known."""
        submitted = read_answer(line)
        shown = understood(submitted)
        try:
            return self._compare(line, submitted, shown)
        except GrowthError as error:
            return pending(f"the question itself: {error}", understood=shown)

    def misstated(self, line: Line) -> Iterator[Misstated]:
        """Yield what of this cannot be read: the regime, and every order that is named."""
        one = Node("rational", "1")
        for regime in (*((inequality,) for inequality in self.regime), self.regime):
            try:
                growth(one, one, line.premises, regime=regime)
            except (GrowthError, ParseError) as error:
                yield Misstated(regime[-1], str(error))
                break
        orders = [*self.accepted.values(), *(m.answer for m in self.misreadings.values())]
        orders += [order for pair in self.between.values() for order in pair]
        orders += [self.half_up_to] if self.half_up_to else []
        for order in orders:
            text = order if isinstance(order, str) else f"ref.{order.name}"
            try:
                root = stated(line, order)
                growth(root, root, line.premises)
            except (GrowthError, ParseError, TreeError, TypeError, Unanswered) as error:
                yield Misstated(text, reason_of(error))

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
        below = bound(submitted, most, line.premises, regime=self.regime)
        if below.holds is None:
            return replace(outcome, verdict="unknown", reason=below.reason)
        return replace(outcome, verdict="theta") if below.holds else outcome

    def _wrong(
        self, line: Line, readings: Sequence[_Reading], submitted: Node, shown: Understood
    ) -> Verdict:
        is_loose = any(reading.outcome.verdict == "loose" for reading in readings)
        found = explanation(
            named(self.misreadings, lambda answer: stated(line, answer)),
            lambda order: self._growth(line, order, submitted).verdict == "theta",
        )
        if found is not None:
            return found.verdict(shown, also=["loose" if is_loose else "not_bound"])
        half = is_loose and self._is_nearly_tight(line, submitted)
        if not half:
            readings = _with_symbols_of(submitted, readings)
        outcome = self._telling(line, readings).outcome
        text = _where(outcome)
        if is_loose and self.half_says:
            text += f"\nIt is too large by {'no more' if half else 'more'} than {self.half_says}."
        share = Fraction(half, 2)
        return partial(share, text, notes=(outcome.verdict,), understood=shown)

    def _telling(self, line: Line, readings: Sequence[_Reading]) -> _Reading:
        """Return the reading that shows where an answer is wrong by the others too.

        What is too large is so beside the largest order, and what is too small beside the smallest.
        Where it is both, by one reading and by another, too large comes first.
        """
        loose = [reading for reading in readings if reading.outcome.verdict == "loose"]
        for reading in loose or readings:
            pairs = (
                (other.order, reading.order) if loose else (reading.order, other.order)
                for other in loose or readings
            )
            if all(self._bound(line, x, y) for x, y in pairs):
                return reading
        return (loose or readings)[0]

    def _is_nearly_tight(self, line: Line, submitted: Node) -> bool:
        if not self.half_up_to:
            return False
        return self._bound(line, submitted, stated(line, self.half_up_to)) is True

    def _growth(self, line: Line, expected: Node, submitted: Node) -> GrowthOutcome:
        return growth(expected, submitted, line.premises, regime=self.regime)

    def _bound(self, line: Line, smaller: Node, larger: Node) -> bool | None:
        return bound(smaller, larger, line.premises, regime=self.regime).holds


def _with_symbols_of(submitted: Node, readings: Sequence[_Reading]) -> Sequence[_Reading]:
    """Return the readings that count what the answer counts, or all where none does.

    Beside an order that lacks one of its symbols it is too large as that one grows, which need not
    be what is wrong.
    """
    used = free_symbols(submitted)
    return [reading for reading in readings if free_symbols(reading.order) == used] or readings


def _where(outcome: GrowthOutcome) -> str:
    """Say on which side the answer is wrong, and where that shows if a reader can follow it."""
    if outcome.verdict == "loose":
        text, side = "This is an upper bound, but not a tight one", "large"
    else:
        text, side = "This is not an upper bound", "small"
    is_plain = outcome.direction and not _TOWER.search(outcome.direction)
    shows = f": it is too {side} as {outcome.direction}" if is_plain else ""
    return f"{text}{shows}."


def _dominated(outcome: GrowthOutcome) -> str:
    """Name the terms that can be left out, as they were written."""
    if not outcome.dominated:
        return ""
    if len(outcome.dominated) > _MOST_NAMED:
        return (
            f"{len(outcome.dominated)} of your terms can be left out: none is larger than others."
        )
    outgrown = ", ".join(outcome.outgrown)
    matched = [term for term in outcome.dominated if term not in outcome.outgrown]
    verb = "is" if len(matched) == 1 else "are"
    parts = [f"others outgrow {outgrown}"] if outgrown else []
    parts += [f"{', '.join(matched)} {verb} no larger than the others"] if matched else []
    pronoun = "it" if len(outcome.dominated) == 1 else "they"
    return f"Of your terms, {', and '.join(parts)}: {pronoun} can be left out."


_MOST_NAMED = 5
#: A symbol that is an exponential function or a logarithm of another.
_TOWER = re.compile(r"\*\*\(?[^\W\d]|log")
