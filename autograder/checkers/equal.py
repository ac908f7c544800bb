"""A symbolic answer that has to equal the reference's, in any form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice

from ..expression.comparison.edits import diagonalised, reordered
from ..expression.decide import Different, Malformed, Outcome, Unknown, compare
from ..expression.decide import Equal as Agrees
from ..expression.shape import ShapeError, infer
from ..expression.tree import Node, free_symbols
from ..verdict import State, Understood, Verdict, earned, lost, partial, pending
from .line import Line
from .property import Property
from .symbolic import read_answer, reference_answer, stated, understood
from .target import Misreading, Target

__all__ = ["Equal"]

# A point that nobody would read is left to the instructors.
_LONGEST_POINT = 160
_MOST_FORMS = 400
_DIAG = (
    "One of its factors is a vector, where the matrix with that diagonal is meant: diag(v) * A "
    "scales the rows of A by the entries of v, and A * diag(v) its columns."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal:
    """Equality of expressions, decided by evaluation with a stated bound.

    Args:
        accepted: Other answers that are right, by the name of the convention that the student is
            told; each a function of the reference's (``ref.other``) or an expression in text.
        half_for: Near misses that earn half: ``"transpose"``, ``"sign"``, …; ``"order"``, the right
            factors in an order in which their shapes do not fit; and ``"diag"``, a vector as a
            factor where its diagonal matrix is meant.
        misreadings: Other answers to be named, by the note that is left.
        properties: What makes any other answer right, by the name that the student is told.
    """

    accepted: Mapping[str, Target | str] = field(default_factory=dict)
    half_for: tuple[str, ...] = ()
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)
    properties: Mapping[str, Property] = field(default_factory=dict)

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
            return self._malformed(line, outcome, submitted, shown)
        if isinstance(outcome, Unknown) and outcome.side == "expected":
            return pending(
                f"the reference's answer: {outcome.reason}",
                state=State.GRADER_ERROR,
                understood=shown,
            )
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
        misread = self._misread(line, submitted, shown)
        if misread is not None:
            return misread
        if outcome.note == "shape" and _is_right_in_another(diagonalised, line, submitted):
            return self._without_diag(f"{outcome.message}\n{_DIAG}", shown)
        known = self._by_property(line, submitted, shown)
        return self._different(line, outcome, submitted, shown) if known is None else known

    def _malformed(
        self, line: Line, outcome: Malformed, submitted: Node, shown: Understood
    ) -> Verdict:
        text = f"The answer has no meaning here: {outcome.message.rstrip('.')}."
        if outcome.error is not None and _is_right_in_another(diagonalised, line, submitted):
            return self._without_diag(f"{text}\n{_DIAG}", shown)
        if outcome.error is None or not _is_right_in_another(reordered, line, submitted):
            return lost(text, notes=("malformed",), understood=shown)
        share = Fraction(1, 2) if "order" in self.half_for else Fraction(0)
        text += "\nIts factors are the right ones, but they stand in another order."
        return partial(share, text, notes=("order",), understood=shown)

    def _without_diag(self, text: str, shown: Understood) -> Verdict:
        share = Fraction(1, 2) if "diag" in self.half_for else Fraction(0)
        return partial(share, text, notes=("diag",), understood=shown)

    def _misread(self, line: Line, submitted: Node, shown: Understood) -> Verdict | None:
        for note, misreading in self.misreadings.items():
            other = _compare(line, stated(line, misreading.answer), submitted)
            if isinstance(other, Agrees):
                return partial(
                    misreading.share, misreading.message, notes=(note,), understood=shown
                )
        return None

    def _by_property(self, line: Line, submitted: Node, shown: Understood) -> Verdict | None:
        undecided = []
        for name, property_ in self.properties.items():
            held = property_.holds(line, submitted)
            if held is True:
                return earned(f"Right: {name}.", notes=(name,), understood=shown)
            if isinstance(held, Unknown):
                undecided.append(f"{name}: {held.reason}")
        return pending(undecided[0], understood=shown) if undecided else None

    def _different(
        self, line: Line, outcome: Different, submitted: Node, shown: Understood
    ) -> Verdict:
        share = Fraction(1, 2) if outcome.note in self.half_for else Fraction(0)
        return partial(
            share,
            _message(outcome, _visible(line, submitted)),
            notes=(outcome.note,) if outcome.note else (),
            understood=shown,
            review=_review(outcome),
        )


def _is_right_in_another(
    form: Callable[[Node], Iterator[Node]], line: Line, submitted: Node
) -> bool:
    """Return whether the answer is right with one of the small changes that a function makes."""
    symbols = line.question.symbols
    expected = reference_answer(line)
    shape = infer(expected, symbols)
    for other in islice(form(submitted), _MOST_FORMS):
        with suppress(ShapeError):
            if infer(other, symbols) == shape and isinstance(
                _compare(line, expected, other), Agrees
            ):
                return True
    return False


def _compare(line: Line, expected: Node, submitted: Node) -> Outcome:
    return compare(
        expected,
        submitted,
        symbols=line.question.symbols,
        definitions=line.question.definitions,
        conditions=line.question.conditions,
        ties=line.question.substitutions,
        seed=line.seed,
    )


def _visible(line: Line, submitted: Node) -> frozenset[str]:
    """Return the symbols that tell a student at which point the answer differs; none if too many.

    An answer in sequences that have definitions depends on all that these are made of.
    """
    symbols = free_symbols(submitted)
    defined = {definition.sequence for definition in line.question.definitions}
    return frozenset() if symbols & defined else symbols


def _message(outcome: Different, symbols: Set[str]) -> str:
    """Say that it is wrong, and where; the value there is the student's own."""
    parts = [outcome.message or "This is not the right answer."]
    values = {n: value for n, value in outcome.witness.items() if n.partition("[")[0] in symbols}
    point = _point(values)
    if point and outcome.submitted_value and len(point) <= _LONGEST_POINT:
        parts.append(f"At {point} yours is {outcome.submitted_value}, which is not right.")
    return "\n".join(parts)


def _review(outcome: Different) -> str:
    if not outcome.submitted_value:
        return outcome.detail
    point = _point(outcome.witness)
    values = f"expected {outcome.expected_value}, got {outcome.submitted_value}"
    values += f" at {point}" if point else ""
    return f"{values}; {outcome.detail}" if outcome.detail else values


def _point(witness: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in witness.items())
