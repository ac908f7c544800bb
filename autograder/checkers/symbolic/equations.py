"""Equations between expressions, for a checker that asks for more than one right answer.

    answer, right = read_answer(line), reference_answer(line)
    same(line, "norm(answer)", "norm(right)", parts={"answer": answer, "right": right})

What cannot be decided is `Unanswered`, and so no student's loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.checkers.common.line import Line, Unanswered
from autograder.expression.decide import QUICK_BUDGET, Equality, Malformed, Unknown, compare
from autograder.expression.derivation.rewriting import apart
from autograder.expression.domain import Domain, parse_domain
from autograder.expression.near_misses import WORDING
from autograder.expression.shape import ShapeError, infer
from autograder.expression.text import parse
from autograder.expression.tree import Node, substitute
from autograder.verdict import State, lost, pending

from .reading import without_meaning

__all__ = ["require_shape", "same"]


def same(
    line: Line,
    answer: Node | str,
    expected: Node | str,
    *,
    parts: Mapping[str, Node] | None = None,
    symbols: Mapping[str, str] | None = None,
) -> bool:
    """Decide whether two expressions are equal wherever the question's symbols have values.

    The question's domains, definitions and conditions hold, as they do for `Equal`.

    Args:
        line: The line.
        answer: What the student wrote, or a text about it.
        expected: What it is to equal, of the same shape.
        parts: Expressions that a text speaks of by these names, which are no symbols.
        symbols: The domains of a text's own symbols, such as ``{"c": "positive"}``, beside those
            of the question.

    Raises:
        Unanswered: It cannot be decided, and is left to a person; or the answer has no meaning
            here, as where it adds a vector to a number, and the student is told why.
        ParseError: A text is no expression.
        DomainError: The domain of a symbol is none.
    """
    domains = {name: parse_domain(text) for name, text in (symbols or {}).items()}
    premises = line.premises.with_symbols(domains)
    reader = _Reader(premises.symbols, parts or {})
    sides = reader.read(expected), reader.read(answer)
    outcome = compare(*sides, premises, budget=QUICK_BUDGET)
    if isinstance(outcome, Unknown):
        state = State.GRADER_ERROR if outcome.side == "expected" else State.UNDECIDED
        raise Unanswered(pending(outcome.reason, state=state))
    if isinstance(outcome, Malformed):
        if outcome.side == "expected":
            text = f"what the answer is to equal: {outcome.message}"
            raise Unanswered(pending(text, state=State.GRADER_ERROR))
        raise Unanswered(without_meaning(outcome.message))
    return isinstance(outcome, Equality)


def require_shape(line: Line, answer: Node, expected: Node) -> None:
    """Make sure that an answer is a number, a vector or a matrix where the expected one is.

    To be called before what is made of an answer is compared: a norm is a number, whatever it is
    the norm of. The number 0 passes, since it stands for every vector and matrix of zeros.

    Args:
        line: The line.
        answer: What the student wrote.
        expected: An expression of the right shape.

    Raises:
        Unanswered: It has another shape, or none; the student is told which.
        ShapeError: The expected expression has none.
    """
    symbols = line.question.symbols
    wanted = infer(expected, symbols)
    try:
        found = infer(answer, symbols)
    except ShapeError as error:
        raise Unanswered(without_meaning(str(error))) from None
    if found != wanted and not (answer.operation == "rational" and not answer.fraction()):
        raise Unanswered(lost(f"{WORDING['shape']} It is {found}.", notes=("shape",)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads texts in the symbols of a question, with expressions in the place of some names."""

    symbols: Mapping[str, Domain]
    parts: Mapping[str, Node] = field(default_factory=dict)

    def read(self, expression: Node | str) -> Node:
        if isinstance(expression, Node):
            return expression
        # No sum of the student's may count with a letter of the text.
        parts = {name: apart(part, name) for name, part in self.parts.items()}
        return substitute(parse(expression, self.symbols), parts)
