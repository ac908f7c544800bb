"""A line that follows others, with the reference's answers to them and with the student's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from autograder.checkers.common.line import Checker, Line, Question, Unanswered
from autograder.checkers.common.ref import Target
from autograder.checkers.common.restated import quotes, restated
from autograder.checkers.symbolic.derivation import Derivation
from autograder.checkers.symbolic.misstated import Misstated, misstated_root, reason_of
from autograder.checkers.symbolic.reading import read_answer, reference_answer, stated
from autograder.expression.domain import Domain, DomainError, parse_domain
from autograder.expression.tree import Node, TreeError, free_symbols, substitute, to_wire
from autograder.sandbox.values import WireExpression, type_name
from autograder.verdict import State, Verdict, pending

from .earlier import (
    FOLLOWED,
    Following,
    Stated,
    better,
    depends_like,
    differ,
    dimensions,
    fit,
    routes,
)
from .proof import proof_going_on

__all__ = ["check", "check_alone", "check_going_on", "misstated_following", "with_slips"]

_ANSWER = "answer"
_SLIP = "going on from your answer to "
# What is known of answers to the question itself, and says nothing of what follows from others.
_OF_THE_QUESTION = ("accepted", "between", "misreadings", "factors", "properties")


def check(checker: Checker, line: Line) -> Verdict:
    """Grade a line that follows others, with the reference's answers and with the student's.

    Raises:
        Unanswered: A side gave no value.
        TypeError: The checker, which may be a course's own, returns something else.
    """
    return check_going_on(checker, line, check_alone(checker, line))


def check_alone(checker: Checker, line: Line) -> Verdict:
    """Grade a line with the reference's answers to those that it follows; raises as `check`."""
    return _in_words(_checked(checker, line))


def check_going_on(checker: Checker, line: Line, alone: Verdict) -> Verdict:
    """Return the better of a verdict and of those that go on from the student's answers.

    Args:
        checker: What grades the line.
        line: The line.
        alone: The verdict with the reference's answers.

    Raises:
        Unanswered: A side gave no value.
    """
    verdict = alone
    if verdict.state is State.PASSED or not line.followed:
        return verdict
    if isinstance(checker, Derivation):
        verdict = proof_going_on(checker, line, verdict)
    elif hasattr(checker, "following"):
        verdict = _expression_going_on(checker, line, verdict)
    waiting = [number for number, followed in line.followed.items() if followed.waits]
    if waiting and not verdict.state.ours and verdict.state is not State.PASSED:
        text = f"it may go on from the answer to {', '.join(waiting)}"
        return pending(text, understood=verdict.understood)
    return verdict


def _checked(checker: Checker, line: Line) -> Verdict:
    verdict: object = checker.check(line)
    if not isinstance(verdict, Verdict):
        raise TypeError(
            f"{type(checker).__name__}.check returned {type_name(verdict)}, and no Verdict: return "
            "earned(), partial(…), lost(…) or pending(…)"
        )
    return verdict


def misstated_following(checker: Any, line: Line) -> Iterator[Misstated]:
    """Yield why what a checker says of going on from other answers cannot be read."""
    following = checker.following
    if isinstance(following, str):
        following = Following(text=following)
    try:
        question = _extended(line, following)
        root = restated(following.text, line, question.symbols)
        answer = reference_answer(line)
    except (DomainError, TreeError, Unanswered) as error:
        yield Misstated(following.text, reason_of(error))
        return
    is_equation = root.operation == "eq"
    sides = root.children if is_equation else (Node("symbol", _ANSWER), root)
    left, right = _of_answer(sides, answer)
    faults = [
        fault
        for side in (left, right)
        for fault in misstated_root(following.text, side, question.symbols)
    ]
    yield from faults[:1]
    if not faults and not fit(left, right, question.symbols):
        yield Misstated(following.text, "its two sides are of different shapes")


def with_slips(checker: Any, slips: Mapping[str, Sequence[Target | str]]) -> Any:
    """Return a checker of code that takes what is right after slips in earlier lines.

    Args:
        checker: A checker with functions that it accepts, or that has one for values.
        slips: Functions of the reference's, by the numbers of the lines in which the slip is.
    """
    functions = {
        f"{_SLIP}{number}": slip
        for number, found in slips.items()
        for slip in found
        if isinstance(slip, Target)
    }
    if not functions:
        return checker
    if hasattr(checker, "accepted"):
        return replace(checker, accepted={**checker.accepted, **functions})
    return replace(checker, values=with_slips(checker.values, slips))


def _in_words(verdict: Verdict) -> Verdict:
    """Return the verdict on code that goes on from a slip, as every line says it that goes on."""
    if not any(note.startswith(_SLIP) for note in verdict.notes):
        return verdict
    notes = (FOLLOWED if note.startswith(_SLIP) else note for note in verdict.notes)
    message = verdict.message.replace(f"by this convention: {_SLIP}", _SLIP)
    return replace(verdict, message=message, notes=tuple(dict.fromkeys(notes)))


def _expression_going_on(checker: Any, line: Line, verdict: Verdict) -> Verdict:
    following, plain = checker.following, _without_what_is_known(checker)
    if isinstance(following, str):
        following = Following(text=following)
    recognised = {*checker.misreadings, *getattr(checker, "factors", ())}
    for numbers, other in chain(_after_slips(line), _after_answers(following, line)):
        if _would_do(plain, other):
            verdict = better(verdict, plain.check(other), numbers, recognised=recognised)
        if verdict.state is State.PASSED:
            break
    return verdict


def _would_do(checker: Any, line: Line) -> bool:
    """Return whether what stands for the reference's answer is one that the checker can take."""
    submitted: Any = Stated(line.reference.answer(), line.submitted)
    return bool(checker.check(replace(line, submitted=submitted)).state is State.PASSED)


def _without_what_is_known(checker: Any) -> Any:
    """Return the checker as it is where an answer of the student's stands for the reference's."""
    known = {item.name for item in fields(checker)}
    kept: dict[str, Any] = {name: {} for name in _OF_THE_QUESTION if name in known}
    if "accepted" in kept:
        kept["accepted"] = {
            convention: text for convention, text in checker.accepted.items() if quotes(text)
        }
    return replace(checker, **kept)


def _after_slips(line: Line) -> Iterator[tuple[tuple[str, ...], Line]]:
    """Yield the line with what is right after slips that were recognised, and where they are."""
    for number, followed in line.followed.items():
        for slip in followed.slips:
            if isinstance(slip, str):
                given, expected = read_answer(line), stated(line, slip)
                yield (number,), _stating(line, line.question, given, expected)


def _after_answers(following: Following, line: Line) -> Iterator[tuple[tuple[str, ...], Line]]:
    """Yield the line with what follows from the student's answers, and to which lines these are."""
    if not following.text:
        return
    question, submitted = _extended(line, following), read_answer(line)
    if not free_symbols(submitted) <= {*line.question.symbols} | dimensions(question.symbols):
        return
    if not depends_like(submitted, reference_answer(line), line.question, line.seed):
        return  # what is left to answer would be too easy
    for numbers, other in routes(line):
        root = restated(following.text, other, question.symbols)
        is_equation = root.operation == "eq"
        sides = root.children if is_equation else (Node("symbol", _ANSWER), root)
        given, expected = _of_answer(sides, submitted)
        if not fit(given, expected, question.symbols):
            continue
        # An equation that another answer fulfils as well says nothing of this one.
        twice = Node("add", "", (submitted, submitted))
        if not is_equation or differ(*_of_answer(sides, twice), question, line.seed):
            yield numbers, _stating(other, question, given, expected)


def _of_answer(sides: Sequence[Node], answer: Node) -> tuple[Node, Node]:
    left, right = (substitute(side, {_ANSWER: answer}) for side in sides)
    return left, right


def _stating(line: Line, question: Question, given: Node, expected: Node) -> Line:
    submitted: Any = Stated(WireExpression(to_wire(given)), line.submitted)
    reference: Any = Stated(WireExpression(to_wire(expected)), line.reference)
    return replace(line, question=question, submitted=submitted, reference=reference)


def _extended(line: Line, following: Following) -> Question:
    """Return the question with the symbols that what follows is written in."""
    symbols: dict[str, Domain] = {}
    for followed in line.followed.values():
        symbols.update(followed.question.symbols)
    symbols.update({name: parse_domain(text) for name, text in following.symbols.items()})
    return replace(line.question, symbols={**symbols, **line.question.symbols})
