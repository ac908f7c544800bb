"""A symbolic answer that has to equal the reference's, in any form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ..expression.decide import Different, Malformed, Outcome, Unknown, compare
from ..expression.decide import Equal as Agrees
from ..expression.tree import Node
from ..verdict import Understood, Verdict, earned, lost, partial, pending
from .line import Line
from .symbolic import read_answer, reference_answer, stated, understood
from .target import Misreading, Target

__all__ = ["Equal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal:
    """Equality of expressions, decided by evaluation with a stated bound.

    Args:
        accepted: Other answers that are right, by the name of the convention that the student is
            told; each a function of the reference's (``ref.other``) or an expression in text.
        half_for: Near misses that earn half: ``"transpose"``, ``"sign"``, …
        misreadings: Other answers to be named, by the note that is left.
    """

    accepted: Mapping[str, Target | str] = field(default_factory=dict)
    half_for: tuple[str, ...] = ()
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)

    def check(self, line: Line) -> Verdict:
        """Compare with the reference's answer, then with what else is known."""
        submitted = read_answer(line)
        shown = understood(submitted)
        outcome = _compare(line, reference_answer(line), submitted)
        if isinstance(outcome, Agrees):
            return earned(understood=shown, review=outcome.bound)
        if isinstance(outcome, Malformed):
            if outcome.side == "expected":
                return pending(f"the reference's answer: {outcome.message}", understood=shown)
            text = f"The answer has no meaning here: {outcome.message.rstrip('.')}."
            return lost(text, notes=("malformed",), understood=shown)
        undecided = [outcome] if isinstance(outcome, Unknown) else []
        for convention, answer in self.accepted.items():
            other = _compare(line, stated(line, answer), submitted)
            if isinstance(other, Agrees):
                text = f"Right, by this convention: {convention}."
                return earned(text, notes=(convention,), understood=shown, review=other.bound)
            if isinstance(other, Unknown):
                undecided.append(other)
        if undecided:
            return pending(undecided[0].reason, understood=shown)
        assert isinstance(outcome, Different)
        return self._misread(line, submitted, shown) or self._different(outcome, shown)

    def _misread(self, line: Line, submitted: Node, shown: Understood) -> Verdict | None:
        for note, misreading in self.misreadings.items():
            other = _compare(line, stated(line, misreading.answer), submitted)
            if isinstance(other, Agrees):
                return partial(
                    misreading.share, misreading.message, notes=(note,), understood=shown
                )
        return None

    def _different(self, outcome: Different, shown: Understood) -> Verdict:
        share = Fraction(1, 2) if outcome.note in self.half_for else Fraction(0)
        review = outcome.detail
        if outcome.submitted_value:
            values = f"expected {outcome.expected_value}, got {outcome.submitted_value}"
            review = f"{values}; {review}" if review else values
        return partial(
            share,
            _message(outcome),
            notes=(outcome.note,) if outcome.note else (),
            understood=shown,
            review=review,
        )


def _compare(line: Line, expected: Node, submitted: Node) -> Outcome:
    return compare(
        expected,
        submitted,
        symbols=line.question.symbols,
        definitions=line.question.definitions,
        seed=line.seed,
    )


def _message(outcome: Different) -> str:
    """Say that it is wrong, and where; the value there is the student's own."""
    parts = [outcome.message or "This is not the right answer."]
    if outcome.witness and outcome.submitted_value:
        point = ", ".join(f"{name} = {value}" for name, value in outcome.witness.items())
        parts.append(f"At {point} yours is {outcome.submitted_value}, which is not right.")
    return "\n".join(parts)
