"""A symbolic answer that has to equal the reference's, in any form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line
from autograder.checkers.common.ref import Target
from autograder.checkers.following.earlier import Following
from autograder.expression import decide
from autograder.verdict import Verdict

from . import misstated, slips
from .answer import SymbolicAnswer
from .property import Property

__all__ = ["Equal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal:
    """Equality of expressions, decided by evaluation with a stated bound.

    Args:
        accepted: Other answers that are right, by the name of the convention that the student is
            told; each a function of the reference's (``ref.other``) or an expression in text.
        slips: Whether an answer with one slip earns half, as it does unless something else is said.
        misreadings: Other answers to be named, by the note that is left. With a minus before it
            each earns half as much.
        properties: What makes any other answer right, by the name that the student is told.
        following: What is right where the line goes on from the student's answers to those that it
            follows.
    """

    accepted: Mapping[str, Target | str] = field(default_factory=dict)
    slips: bool = True
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)
    properties: Mapping[str, Property] = field(default_factory=dict)
    following: Following | str = ""

    def check(self, line: Line) -> Verdict:
        """Compare with the reference's answer, then with what else is known."""
        return self.judge(SymbolicAnswer.read(line))

    def judge(self, answer: SymbolicAnswer) -> Verdict:
        """Judge an answer that was read."""
        outcome = answer.compared(answer.expected, decide.DEFAULT_BUDGET)
        if isinstance(outcome, decide.Equality):
            return answer.earned(review=outcome.bound)
        if isinstance(outcome, decide.Malformed):
            return self._malformed(answer, outcome)
        if isinstance(outcome, decide.Unknown) and outcome.side == "expected":
            return answer.pending(f"the reference's answer: {outcome.reason}", our_fault=True)
        undecided = [outcome] if isinstance(outcome, decide.Unknown) else []
        for convention, form in self.accepted.items():
            other = answer.compared(answer.stated(form))
            if isinstance(other, decide.Equality):
                text = f"Right, by this convention: {convention}."
                return answer.earned(text, notes=(convention,), review=other.bound)
            if isinstance(other, decide.Unknown):
                undecided.append(other)
        if undecided:
            return answer.pending(undecided[0].reason)
        assert isinstance(outcome, decide.Different)
        known = self._known(answer, outcome)
        return answer.different(outcome) if known is None else known

    def misstated(self, line: Line) -> Iterator[misstated.Misstated]:
        """Yield what of this cannot be read."""
        yield from misstated.misstated_answers(
            line, self.accepted.values(), misstated.shape_of_reference(line)
        )
        yield from misstated.misstated_misreadings(line, self.misreadings)
        for property_ in self.properties.values():
            yield from property_.misstated(line)

    def _malformed(self, answer: SymbolicAnswer, outcome: decide.Malformed) -> Verdict:
        """Judge what has no meaning, of which one slip may be the reason."""
        if outcome.side == "expected":
            return answer.pending(f"the reference's answer: {outcome.message}")
        nearly = None
        if self.slips and outcome.error is not None:
            nearly = slips.without_diag(answer)
            nearly = slips.mend(answer) if nearly is None else nearly
        verdict = answer.without_meaning(outcome.message)
        if nearly is not None:
            return replace(nearly, message=f"{verdict.message}\n{nearly.message}")
        return verdict

    def _known(self, answer: SymbolicAnswer, outcome: decide.Different) -> Verdict | None:
        """Return the verdict on an answer that is wrong in a way that has a name, or right."""
        verdict = self._misread(answer)
        if verdict is None and outcome.note == "shape" and self.slips:
            verdict = slips.without_diag(answer, text=outcome.message)
        if verdict is None:
            verdict = self._by_property(answer)
        if verdict is None:
            verdict = self._nearly(answer, outcome)
        if verdict is None:
            verdict = self._misread(answer.negative)
            verdict = None if verdict is None else slips.halved(verdict)
        return verdict

    def _misread(self, answer: SymbolicAnswer) -> Verdict | None:
        return answer.explained(answer.known(self.misreadings), answer.agrees)

    def _by_property(self, answer: SymbolicAnswer) -> Verdict | None:
        undecided = []
        for name, property_ in self.properties.items():
            held = property_.holds(answer.line, answer.submitted)
            if held is True:
                return answer.earned(f"Right: {name}.", notes=(name,))
            if isinstance(held, decide.Unknown):
                undecided.append(f"{name}: {held.reason}")
        return answer.pending(undecided[0]) if undecided else None

    def _nearly(self, answer: SymbolicAnswer, outcome: decide.Different) -> Verdict | None:
        others = (answer.stated(form) for form in self.accepted.values())
        right = [answer.expected, *others] * self.slips
        found = (slips.find_slip(replace(answer, expected=form)) for form in right)
        nearly = next((verdict for verdict in found if verdict is not None), None)
        if nearly is None:
            return None
        return replace(nearly, message="\n".join([nearly.message, *answer.where(outcome)]))
