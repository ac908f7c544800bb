"""Going on from the student's own answer to an earlier line: one mistake costs once.

A line that follows others is graded with the reference's answers to them, and then, where it is not
right so, with the student's: the better counts. What is gone on from is the answer that was graded,
where it is of the reference's shape and made of the same symbols; and nothing may become easier by
it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from autograder.checkers.common.line import Followed, Line, Question
from autograder.checkers.common.restated import written_out
from autograder.expression.comparison.edits import renamed, replaced
from autograder.expression.decide import QUICK_BUDGET, Different, compare
from autograder.expression.domain import Domain
from autograder.expression.premises import Premises
from autograder.expression.shape import ShapeError, infer
from autograder.expression.tree import AVERAGES, COUNTERS, Node, free_symbols, postorder
from autograder.verdict import State, Verdict

__all__ = [
    "FOLLOWED",
    "Following",
    "Stated",
    "better",
    "depends_like",
    "differ",
    "dimensions",
    "fit",
    "routes",
    "strangers",
]

#: The note on what was earned by going on from the student's own answer to another line.
FOLLOWED = "followed"

_OTHER = "°"
_MOST_BINDERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What is right where a line goes on from the student's answers to others.

    Args:
        text: An expression that quotes answers, as in ``"v*mu/({2.3.expectation})"``; or an
            equation in which ``answer`` stands for the answer to this line.
        symbols: The domains of its own symbols, beside those of the questions.
    """

    text: str
    symbols: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stated:
    """In the place of a side: it has this answer, and all else from the side."""

    value: Any
    side: Any

    def answer(self, function: str = "") -> Any:
        """Return the answer, or that of another function of the file."""
        return self.side.answer(function) if function else self.value


def routes(line: Line) -> Iterator[tuple[tuple[str, ...], Line]]:
    """Yield the line with the student's answers in the place of the reference's, all of them first.

    Each comes with the numbers of the lines whose answers are the student's.
    """
    numbers = [number for number, other in line.followed.items() if _can_follow(other, line.seed)]
    for size in range(len(numbers), 0, -1):
        for chosen in combinations(numbers, size):
            followed = {
                number: replace(other, goes_on=number in chosen)
                for number, other in line.followed.items()
            }
            yield chosen, replace(line, followed=followed)


def strangers(line: Line) -> list[str]:
    """Return the lines to which the student's answer is not right, nor one to go on from."""
    return [
        number
        for number, other in line.followed.items()
        if other.submitted is not None and not _can_follow(other, line.seed)
    ]


def better(
    first: Verdict, second: Verdict, numbers: tuple[str, ...], *, recognised: Collection[str] = ()
) -> Verdict:
    """Return the better of two verdicts.

    Args:
        first: With the reference's answers.
        second: Going on from the student's.
        numbers: The lines whose answers these are.
        recognised: The notes on the first that stay: other lines may go on from what they name.
    """
    if second.state.ours:
        return first if first.state.ours else second
    if (first.state.ours and second.state is not State.PASSED) or second.share <= first.share:
        return first
    on = f"going on from your answer to {' and '.join(numbers)}"
    text = f"Right, {on}." if second.state is State.PASSED else f"{on[0].upper()}{on[1:]}:"
    of_first = (note for note in first.notes if note in recognised)
    of_second = () if second.state is State.PASSED else second.notes
    return replace(
        second,
        message=f"{text}\n{second.message}".rstrip(),
        notes=tuple(dict.fromkeys((FOLLOWED, *of_first, *of_second))),
        understood=first.understood or second.understood,
    )


def fit(left: Node, right: Node, symbols: Mapping[str, Domain]) -> bool:
    """Return whether two expressions have one shape, and each has one."""
    try:
        return infer(left, symbols) == infer(right, symbols)
    except ShapeError:
        return False


def _can_follow(followed: Followed, seed: int) -> bool:
    """Return whether the student's answer is one to go on from.

    It has the shape of the reference's, uses no other symbols (but where it goes on from another
    answer itself), depends on as much, and runs over something if that does.
    """
    question = followed.question
    if followed.submitted is None or followed.reference is None:
        return False
    submitted, reference = _alike(followed.submitted, followed.reference, question)
    allowed = question.symbols if followed.went_on else free_symbols(reference)
    if not free_symbols(submitted) <= {*allowed} | dimensions(question.symbols):
        return False
    if not fit(submitted, reference, question.symbols):
        return False
    if _runs(reference, question, seed) and not _runs(submitted, question, seed):
        return False
    return depends_like(submitted, reference, question, seed)


def _alike(submitted: Node, reference: Node, question: Question) -> tuple[Node, Node]:
    """Return two answers, written out if the first is made of other symbols than the second."""
    if free_symbols(submitted) <= free_symbols(reference):
        return submitted, reference
    return written_out(submitted, question), written_out(reference, question)


def _runs(root: Node, question: Question, seed: int) -> bool:
    """Return whether a sum, a product or an average enters the value of an expression."""
    binders = [node for node in postorder(root) if node.operation in COUNTERS | AVERAGES]
    for node in binders[: -1 - _MOST_BINDERS : -1]:  # the outer ones first
        other = replaced(root, {id(node): Node("add", "", (node, node))})
        if differ(root, other, question, seed):
            return True
    return False


def depends_like(submitted: Node, reference: Node, question: Question, seed: int) -> bool:
    """Return whether an answer depends on the symbols of another, but for one number at most."""
    submitted, reference = _alike(submitted, reference, question)
    names = (free_symbols(reference) & set(question.symbols)) - dimensions(question.symbols)
    lost = [name for name in sorted(names) if not _depends(submitted, name, question, seed)]
    if not lost:
        return True
    return len(lost) == 1 < len(names) and _is_number(question.symbols[lost[0]])


def _is_number(domain: Domain) -> bool:
    return domain.item is None and domain.shape is not None and domain.shape.is_scalar


def _depends(root: Node, name: str, question: Question, seed: int) -> bool:
    """Return whether the value of an expression changes with a symbol's."""
    if name not in free_symbols(root):
        return False
    symbols = {**question.symbols, name + _OTHER: question.symbols[name]}
    other = renamed(root, {name: name + _OTHER})
    return differ(root, other, replace(question, symbols=symbols), seed)


def differ(root: Node, other: Node, question: Question, seed: int) -> bool:
    """Return whether two expressions in the symbols of a question certainly differ."""
    premises = Premises(question.symbols, conditions=question.conditions, seed=seed)
    outcome = compare(root, other, premises, budget=QUICK_BUDGET)
    return isinstance(outcome, Different)


def dimensions(symbols: Mapping[str, Domain]) -> frozenset[str]:
    """Return the names of the sizes that symbols have."""
    return frozenset[str]().union(*(domain.dimension_names for domain in symbols.values()))
