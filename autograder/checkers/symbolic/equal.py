"""A symbolic answer that has to equal the reference's, in any form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from autograder.checkers.common.known_answers import Misreading, explanation, named
from autograder.checkers.common.line import Line
from autograder.checkers.common.target import Target
from autograder.checkers.following.earlier import Following
from autograder.expression.decide import Different, Malformed, Unknown, compare
from autograder.expression.decide import Equal as Agrees
from autograder.expression.tree import Node, free_symbols
from autograder.verdict import State, Understood, Verdict, earned, lost, pending

from .misstated import (
    Misstated,
    misstated_answers,
    misstated_misreadings,
    shape_of_reference,
)
from .property import Property
from .slips import agrees, find_slip, halved, mend, negative, without_diag
from .symbolic import read_answer, reference_answer, stated, understood

__all__ = ["Equal"]

# A point that nobody would read is left to the instructors.
_LONGEST_POINT = 160


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
        submitted = read_answer(line)
        return self.judge(line, reference_answer(line), submitted)

    def judge(self, line: Line, expected: Node, submitted: Node) -> Verdict:
        """Compare two expressions that were read, and the answer with what else is known."""
        shown = understood(submitted)
        outcome = compare(expected, submitted, line.premises)
        if isinstance(outcome, Agrees):
            return earned(understood=shown, review=outcome.bound)
        if isinstance(outcome, Malformed):
            if outcome.side == "expected":
                return pending(f"the reference's answer: {outcome.message}", understood=shown)
            nearly = self._fitted(line, outcome, expected, submitted, shown)
            text = f"The answer has no meaning here: {outcome.message.rstrip('.')}."
            if nearly is not None:
                return replace(nearly, message=f"{text}\n{nearly.message}")
            return lost(text, notes=("malformed",), understood=shown)
        if isinstance(outcome, Unknown) and outcome.side == "expected":
            return pending(
                f"the reference's answer: {outcome.reason}",
                state=State.GRADER_ERROR,
                understood=shown,
            )
        undecided = [outcome] if isinstance(outcome, Unknown) else []
        for convention, answer in self.accepted.items():
            other = compare(stated(line, answer), submitted, line.premises)
            if isinstance(other, Agrees):
                text = f"Right, by this convention: {convention}."
                return earned(text, notes=(convention,), understood=shown, review=other.bound)
            if isinstance(other, Unknown):
                undecided.append(other)
        if undecided:
            return pending(undecided[0].reason, understood=shown)
        assert isinstance(outcome, Different)
        known = self._known(line, outcome, expected, submitted, shown)
        return _different(outcome, submitted, shown) if known is None else known

    def misstated(self, line: Line) -> Iterator[Misstated]:
        """Yield what of this cannot be read."""
        yield from misstated_answers(line, self.accepted.values(), shape_of_reference(line))
        yield from misstated_misreadings(line, self.misreadings)
        for property_ in self.properties.values():
            yield from property_.misstated(line)

    def _known(
        self,
        line: Line,
        outcome: Different,
        expected: Node,
        submitted: Node,
        shown: Understood,
    ) -> Verdict | None:
        """Return the verdict on an answer that is wrong in a way that has a name, or right."""
        verdict = self._misread(line, submitted, shown)
        if verdict is None and outcome.note == "shape" and self.slips:
            verdict = without_diag(line, expected, submitted, shown, text=outcome.message)
        if verdict is None:
            verdict = self._by_property(line, submitted, shown)
        if verdict is None:
            verdict = self._nearly(line, outcome, expected, submitted, shown)
        if verdict is None:
            verdict = self._misread(line, negative(submitted), shown)
            verdict = None if verdict is None else halved(verdict)
        return verdict

    def _fitted(
        self,
        line: Line,
        outcome: Malformed,
        expected: Node,
        submitted: Node,
        shown: Understood,
    ) -> Verdict | None:
        """Return the verdict on an answer of which one slip is why it has no meaning."""
        if not self.slips or outcome.error is None:
            return None
        nearly = without_diag(line, expected, submitted, shown)
        return mend(line, expected, submitted, shown) if nearly is None else nearly

    def _misread(self, line: Line, submitted: Node, shown: Understood) -> Verdict | None:
        known = named(self.misreadings, lambda answer: stated(line, answer))
        found = explanation(known, lambda root: agrees(line, root, submitted))
        return None if found is None else found.verdict(shown)

    def _by_property(self, line: Line, submitted: Node, shown: Understood) -> Verdict | None:
        undecided = []
        for name, property_ in self.properties.items():
            held = property_.holds(line, submitted)
            if held is True:
                return earned(f"Right: {name}.", notes=(name,), understood=shown)
            if isinstance(held, Unknown):
                undecided.append(f"{name}: {held.reason}")
        return pending(undecided[0], understood=shown) if undecided else None

    def _nearly(
        self,
        line: Line,
        outcome: Different,
        expected: Node,
        submitted: Node,
        shown: Understood,
    ) -> Verdict | None:
        answers = [expected, *(stated(line, other) for other in self.accepted.values())]
        found = (find_slip(line, right, submitted, shown) for right in answers * self.slips)
        nearly = next((verdict for verdict in found if verdict is not None), None)
        if nearly is None:
            return None
        where = _shown_at(outcome, free_symbols(submitted))
        return replace(nearly, message="\n".join([nearly.message, *where]))


def _different(outcome: Different, submitted: Node, shown: Understood) -> Verdict:
    return lost(
        _message(outcome, free_symbols(submitted)),
        notes=(outcome.note,) if outcome.note else (),
        understood=shown,
        review=_review(outcome),
    )


def _message(outcome: Different, symbols: Set[str]) -> str:
    """Say that it is wrong, and where; the value there is the student's own.

    Args:
        outcome: The difference.
        symbols: Those of the answer, which tell the student where that is.
    """
    first = outcome.message or "This is not the right answer."
    return "\n".join([first, *_shown_at(outcome, symbols)])


def _shown_at(outcome: Different, symbols: Set[str]) -> list[str]:
    """Return the sentence that says where an answer differs, if a reader can follow it."""
    values = {n: value for n, value in outcome.witness.items() if n.partition("[")[0] in symbols}
    if outcome.items:
        plain = {name: value for name, value in values.items() if "[" not in name}
        values = {**plain, **outcome.items}
    point = _point(values)
    if point and outcome.submitted_value and len(point) <= _LONGEST_POINT:
        return [f"At {point} yours is {outcome.submitted_value}, which is not right."]
    return []


def _review(outcome: Different) -> str:
    if not outcome.submitted_value:
        return outcome.detail
    point = _point(outcome.witness)
    values = f"expected {outcome.expected_value}, got {outcome.submitted_value}"
    values += f" at {point}" if point else ""
    return f"{values}; {outcome.detail}" if outcome.detail else values


def _point(witness: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in witness.items())
