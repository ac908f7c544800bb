"""An order of growth, such as the time of an algorithm as an expression for Θ(…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line, names
from autograder.checkers.common.ref import Target
from autograder.checkers.following.earlier import Following
from autograder.expression import growth as orders
from autograder.expression import tree
from autograder.verdict import Verdict

from . import misstated
from .answer import SymbolicAnswer

__all__ = ["Growth"]


@dataclass(frozen=True, slots=True)
class _Reading:
    """An order that would be right, and how the answer compares with it."""

    order: tree.Node
    outcome: orders.GrowthOutcome


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
        answer = SymbolicAnswer.read(line)
        try:
            return self._compare(answer)
        except orders.GrowthError as error:
            return answer.pending(f"the question itself: {error}")

    def misstated(self, line: Line) -> Iterator[misstated.Misstated]:
        """Yield what of this cannot be read: the regime, and every order that is named."""
        one = tree.Node("rational", "1")
        for regime in (*((inequality,) for inequality in self.regime), self.regime):
            try:
                orders.growth(one, one, line.premises, regime=regime)
            except (orders.GrowthError, *misstated.UNREADABLE) as error:
                yield misstated.Misstated(regime[-1], str(error))
                break
        forms = [*self.accepted.values(), *(m.answer for m in self.misreadings.values())]
        forms += [form for pair in self.between.values() for form in pair]
        forms += [self.half_up_to] if self.half_up_to else []

        def compare_with_itself(root: tree.Node) -> None:
            orders.growth(root, root, line.premises)

        refused = orders.GrowthError
        yield from misstated.misstated_by(line, forms, compare_with_itself, refused)

    def _compare(self, answer: SymbolicAnswer) -> Verdict:
        outcome = self._growth(answer, answer.expected)
        if outcome.verdict == "error":
            sizes = names([*answer.line.question.symbols]) or "none"
            text = f"The answer has {outcome.reason}. The sizes of this question: {sizes}."
            return answer.lost(text, notes=("malformed",))
        if outcome.verdict == "theta":
            return answer.earned(_dominated(outcome))
        undecided = [outcome.reason] if outcome.verdict == "unknown" else []
        readings = [_Reading(answer.expected, outcome)]
        for convention, order, other in self._conventions(answer):
            if other.verdict == "theta":
                text = f"Right, by this convention: {convention}.\n{_dominated(other)}".strip()
                return answer.earned(text, notes=(convention,))
            if other.verdict == "unknown":
                undecided.append(other.reason)
            if order is not None:
                readings.append(_Reading(order, other))
        if undecided:
            return answer.pending(undecided[0])
        return self._wrong(answer, readings)

    def _conventions(
        self, answer: SymbolicAnswer
    ) -> Iterator[tuple[str, tree.Node | None, orders.GrowthOutcome]]:
        """Yield each convention with its order, if it is a single one, and what it says."""
        for convention, form in self.accepted.items():
            order = answer.stated(form)
            yield convention, order, self._growth(answer, order)
        for convention, (least, most) in self.between.items():
            outcome = self._within(answer, answer.stated(least), answer.stated(most))
            yield convention, None, outcome

    def _within(
        self, answer: SymbolicAnswer, least: tree.Node, most: tree.Node
    ) -> orders.GrowthOutcome:
        """Compare with a range: within it, the answer counts as of the order looked for."""
        outcome = self._growth(answer, least)
        if outcome.verdict != "loose":
            return outcome
        below = self._bound(answer, answer.submitted, most)
        if below.holds is None:
            return replace(outcome, verdict="unknown", reason=below.reason)
        return replace(outcome, verdict="theta") if below.holds else outcome

    def _wrong(self, answer: SymbolicAnswer, readings: Sequence[_Reading]) -> Verdict:
        is_loose = any(reading.outcome.verdict == "loose" for reading in readings)
        misread = answer.explained(
            answer.known(self.misreadings),
            lambda order: self._growth(answer, order).verdict == "theta",
            also=["loose" if is_loose else "not_bound"],
        )
        if misread is not None:
            return misread
        half = is_loose and self._is_nearly_tight(answer)
        if not half:
            readings = _with_symbols_of(answer, readings)
        outcome = self._telling(answer, readings).outcome
        text = _where(outcome)
        if is_loose and self.half_says:
            text += f"\nIt is too large by {'no more' if half else 'more'} than {self.half_says}."
        share = Fraction(half, 2)
        return answer.partial(share, text, notes=(outcome.verdict,))

    def _telling(self, answer: SymbolicAnswer, readings: Sequence[_Reading]) -> _Reading:
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
            if all(self._bound(answer, x, y).holds for x, y in pairs):
                return reading
        return (loose or readings)[0]

    def _is_nearly_tight(self, answer: SymbolicAnswer) -> bool:
        if not self.half_up_to:
            return False
        most = answer.stated(self.half_up_to)
        return self._bound(answer, answer.submitted, most).holds is True

    def _growth(self, answer: SymbolicAnswer, expected: tree.Node) -> orders.GrowthOutcome:
        premises = answer.line.premises
        return orders.growth(expected, answer.submitted, premises, regime=self.regime)

    def _bound(
        self, answer: SymbolicAnswer, smaller: tree.Node, larger: tree.Node
    ) -> orders.BoundOutcome:
        return orders.bound(smaller, larger, answer.line.premises, regime=self.regime)


def _with_symbols_of(answer: SymbolicAnswer, readings: Sequence[_Reading]) -> Sequence[_Reading]:
    """Return the readings that count what the answer counts, or all where none does.

    Beside an order that lacks one of its symbols it is too large as that one grows, which need not
    be what is wrong.
    """
    used = answer.symbols
    return [r for r in readings if tree.free_symbols(r.order) == used] or readings


def _where(outcome: orders.GrowthOutcome) -> str:
    """Say on which side the answer is wrong, and where that shows if a reader can follow it."""
    if outcome.verdict == "loose":
        text, side = "This is an upper bound, but not a tight one", "large"
    else:
        text, side = "This is not an upper bound", "small"
    is_plain = outcome.direction and not _TOWER.search(outcome.direction)
    shows = f": it is too {side} as {outcome.direction}" if is_plain else ""
    return f"{text}{shows}."


def _dominated(outcome: orders.GrowthOutcome) -> str:
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
