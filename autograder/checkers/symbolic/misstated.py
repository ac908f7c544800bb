"""What a rubric states and nobody could read: found before the first answer is graded.

A checker may offer ``misstated(line)``, which yields what of its own cannot be read, by the
question and the reference alone: nothing is submitted then. `autograder check` asks every checker
that has it, a course's own as well. Functions of the reference that it names are looked for in any
case.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line, Unanswered
from autograder.checkers.common.ref import Target
from autograder.expression.domain import Domain
from autograder.expression.shape import Shape, ShapeError, infer
from autograder.expression.tokens import ParseError
from autograder.expression.tree import Node, TreeError, free_symbols

from .reading import reference_answer, stated

__all__ = [
    "UNREADABLE",
    "Misstated",
    "meant",
    "misstated_answers",
    "misstated_by",
    "misstated_misreadings",
    "misstated_root",
    "reason_of",
    "shape_of_reference",
]

#: What stating an expression raises where it cannot be read.
UNREADABLE = (ParseError, TreeError, TypeError, Unanswered)


@dataclass(frozen=True, slots=True)
class Misstated:
    """Something in a rubric that cannot be read.

    Args:
        text: What stands there, as it is written in the rubric, or a part of it that names it.
        reason: What is wrong with it.
    """

    text: str
    reason: str


def misstated_answers(
    line: Line, answers: Iterable[Target | str], shape: Shape | None = None
) -> Iterator[Misstated]:
    """Yield what cannot be read of expressions that stand for an answer.

    Args:
        line: The line.
        answers: Functions of the reference's, or expressions in text.
        shape: What each has to be; None for anything.
    """
    for answer in answers:
        text = _written(answer)
        try:
            root = stated(line, answer)
        except UNREADABLE as error:
            yield Misstated(text, reason_of(error))
            continue
        yield from misstated_root(text, root, line.question.symbols, shape)


def misstated_by(
    line: Line,
    answers: Iterable[Target | str],
    attempt: Callable[[Node], None],
    refusal: type[Exception],
) -> Iterator[Misstated]:
    """Yield what cannot be read of expressions, or is refused where something is made of it.

    Args:
        line: The line.
        answers: As for `misstated_answers`.
        attempt: Makes something of an expression.
        refusal: What that raises.
    """
    for answer in answers:
        try:
            attempt(stated(line, answer))
        except (refusal, *UNREADABLE) as error:
            yield Misstated(_written(answer), reason_of(error))


def misstated_misreadings(line: Line, misreadings: Mapping[str, Misreading]) -> Iterator[Misstated]:
    """Yield what cannot be read of misreadings; one may be of another shape than what is right."""
    yield from misstated_answers(line, (misreading.answer for misreading in misreadings.values()))


def misstated_root(
    text: str,
    root: Node,
    symbols: Mapping[str, Domain],
    shape: Shape | None = None,
    further: Iterable[str] = (),
) -> Iterator[Misstated]:
    """Yield why an expression has no meaning among some symbols, or has another shape.

    Args:
        text: What is said of it.
        root: The expression.
        symbols: Those that it may speak of; and of their dimensions.
        shape: What it has to be; None for anything.
        further: Other names that it may speak of.
    """
    dimensions = (domain.dimension_names for domain in symbols.values())
    known = {*symbols, *further}.union(*dimensions)
    unknown = sorted(free_symbols(root) - known)
    if unknown:
        there = ", ".join(symbols) or "none"
        reason = f"{unknown[0]} is no symbol of the question{meant(unknown[0], known)}"
        yield Misstated(text, f"{reason}; there is {there}")
        return
    if set(further) & free_symbols(root):
        return
    try:
        found = infer(root, symbols)
    except ShapeError as error:
        yield Misstated(text, str(error))
        return
    is_zero = root.operation == "rational" and not root.fraction()
    if shape is not None and found != shape and not is_zero:
        yield Misstated(text, f"it is {found}, and the reference's answer is {shape}")


def shape_of_reference(line: Line) -> Shape | None:
    """Return the shape of the reference's answer; None where it has none, which is told apart."""
    try:
        return infer(reference_answer(line), line.question.symbols)
    except (*UNREADABLE, ShapeError):
        return None


def reason_of(error: Exception) -> str:
    """Return why an expression could not be stated."""
    if isinstance(error, Unanswered):
        return error.verdict.review or error.verdict.message
    if isinstance(error, TypeError) and not str(error):
        return "the reference returns no expression there"
    return str(error)


def meant(name: str, known: Collection[str], form: str = "{}") -> str:
    """Return a question whether the nearest of the known names was meant, in brackets.

    Args:
        name: The one that is not known.
        known: Those that are.
        form: How a name is written.
    """
    other_case = [other for other in known if other.lower() == name.lower()]
    close = other_case or get_close_matches(name, known, n=1)
    return f" (did you mean {form.format(close[0])}?)" if close else ""


def _written(answer: Target | str) -> str:
    return f"ref.{answer.name}" if isinstance(answer, Target) else answer
