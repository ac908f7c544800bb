"""A symbolic answer beside the right one: what every checker of expressions asks of the two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from autograder.checkers.common.known_answers import KnownAnswer, Misreading, explanation, named
from autograder.checkers.common.line import Line
from autograder.checkers.common.ref import Target
from autograder.expression import decide
from autograder.expression.budget import Budget
from autograder.expression.rendering.declared import usual_tex, value_name
from autograder.expression.shape import Shape, ShapeError, infer
from autograder.expression.tree import Node, free_symbols
from autograder.verdict import State, Understood, Verdict, earned, lost, partial, pending

from .reading import read_answer, reference_answer, stated, understood, without_meaning

__all__ = ["SymbolicAnswer"]

_Form = TypeVar("_Form")

# A point that nobody would read is left to the instructors.
_LONGEST_POINT = 160


@dataclass(frozen=True, slots=True)
class SymbolicAnswer:
    """An answer, and the reference's.

    Args:
        line: The line that it answers.
        expected: The reference's.
        submitted: The student's.
        shown: How that was read: every verdict on it says so.
    """

    line: Line
    expected: Node
    submitted: Node
    shown: Understood

    @classmethod
    def read(cls, line: Line) -> SymbolicAnswer:
        """Ask both sides of a line, once.

        Raises:
            Unanswered: The student's gives no expression.
        """
        submitted = read_answer(line)
        return cls(line, reference_answer(line), submitted, understood(submitted, line))

    @property
    def negative(self) -> SymbolicAnswer:
        """With a minus before what was submitted."""
        return replace(self, submitted=Node("neg", "", (self.submitted,)))

    @property
    def symbols(self) -> Set[str]:
        """Those that it is written in."""
        return free_symbols(self.submitted)

    def shape(self, root: Node) -> Shape | None:
        """Return the shape of an expression; None if it has none."""
        try:
            return infer(root, self.line.question.symbols)
        except ShapeError:
            return None

    @staticmethod
    def product(left: Node, right: Node) -> Node:
        """Return one expression times another."""
        return Node("mul", "", (left, right))

    def stated(self, form: Target | str) -> Node:
        """Return the expression that a rubric states."""
        return stated(self.line, form)

    # ------------------------------------------------------------------------------ comparisons

    def compared(self, expected: Node, budget: Budget = decide.QUICK_BUDGET) -> decide.Outcome:
        """Compare it with an expression; by default a difference is not described."""
        return decide.compare(expected, self.submitted, self.line.premises, budget=budget)

    def agrees(self, expected: Node, budget: Budget = decide.QUICK_BUDGET) -> bool:
        """Return whether it certainly equals an expression."""
        return isinstance(self.compared(expected, budget), decide.Equality)

    def known(self, misreadings: Mapping[str, Misreading]) -> Iterator[KnownAnswer[Node]]:
        """Yield the expressions of misreadings."""
        return named(misreadings, self.stated)

    def explained(
        self,
        known: Iterable[KnownAnswer[_Form]],
        is_it: Callable[[_Form], bool],
        also: Iterable[str] = (),
    ) -> Verdict | None:
        """Return the verdict on the first known answer that it is, with other notes besides."""
        found = explanation(known, is_it)
        return None if found is None else found.verdict(self.shown, also=also)

    # --------------------------------------------------------------------------------- verdicts

    def earned(
        self, message: str = "", *, notes: tuple[str, ...] = (), review: str = ""
    ) -> Verdict:
        """All points."""
        return earned(message, notes=notes, understood=self.shown, review=review)

    def partial(self, share: Fraction, message: str, *, notes: tuple[str, ...]) -> Verdict:
        """A share of the points."""
        return partial(share, message, notes=notes, understood=self.shown)

    def lost(self, message: str, *, notes: tuple[str, ...]) -> Verdict:
        """No points."""
        return lost(message, notes=notes, understood=self.shown)

    def without_meaning(self, reason: str) -> Verdict:
        """No points for what says nothing here."""
        return without_meaning(reason, self.shown)

    def pending(self, review: str, *, our_fault: bool = False) -> Verdict:
        """A person decides."""
        state = State.GRADER_ERROR if our_fault else State.UNDECIDED
        return pending(review, state=state, understood=self.shown)

    def different(self, outcome: decide.Different) -> Verdict:
        """No points for what is wrong in no way that has a name: where, and what it is there."""
        first = outcome.message or "This is not the right answer."
        return lost(
            "\n".join([first, *self.where(outcome)]),
            notes=(outcome.note,) if outcome.note else (),
            understood=self.shown,
            review=_review(outcome),
        )

    def where(self, outcome: decide.Different) -> list[str]:
        """Return the sentence that says where it differs, if a reader can follow it.

        The value there is the student's own.
        """
        values = {
            name: value
            for name, value in outcome.witness.items()
            if name.partition("[")[0] in self.symbols
        }
        if outcome.items:
            plain = {name: value for name, value in values.items() if "[" not in name}
            values = {**plain, **outcome.items}
        if self.line.in_latex:
            written = usual_tex(self.line.question.tex)
            values = {value_name(name, written): value for name, value in values.items()}
        point = _point(values)
        if point and outcome.submitted_value and len(point) <= _LONGEST_POINT:
            return [f"At {point} yours is {outcome.submitted_value}, which is not right."]
        return []


def _review(outcome: decide.Different) -> str:
    if not outcome.submitted_value:
        return outcome.detail
    point = _point(outcome.witness)
    values = f"expected {outcome.expected_value}, got {outcome.submitted_value}"
    values += f" at {point}" if point else ""
    return f"{values}; {outcome.detail}" if outcome.detail else values


def _point(witness: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in witness.items())
