"""The checks of an assignment in pieces that different processes can do, the longest first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from autograder.course import Assignment
from autograder.grading.rubric import Rubric, RubricLine

from .handed_out import outcomes_of_template
from .lines import outcomes_of_line
from .load import AT_LOAD, outcomes_at_load
from .places import source_of_test
from .report import Outcome
from .statements import problems_of_line
from .submissions import outcomes_of_reference_folder, outcomes_of_submission, submissions_of
from .workbench import Workbench

__all__ = ["Piece", "done", "pieces_of"]


# What an answer costs in comparison with an expression.
_CODE, _DERIVATION = 12.0, 20.0
_TEMPLATE, _SUBMISSION = 100.0, 300.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the checks: a kind, the name of what it is about, and about what it costs."""

    kind: str
    name: str = ""
    cost: float = 0.0

    @property
    def row(self) -> str:
        """The row of the report that most of it belongs to."""
        return self.name if self.kind == "line" else f"{self.kind} {self.name}".strip()


def pieces_of(assignment: Assignment, rubric: Rubric, only: str = "") -> list[Piece]:
    """Return all pieces, each with what it is expected to cost in comparison with others.

    Args:
        assignment: Whose.
        rubric: Its lines.
        only: The number of a line, or of a question; without one, all lines and what is about the
            assignment as a whole.
    """
    pieces = [Piece("load", cost=math.inf)]
    for line in rubric.lines:
        if not only or line.number == only or line.number.startswith(f"{only.rstrip('.')}."):
            pieces.append(Piece("line", line.number, _cost(assignment, line)))
    if not only:
        whole = [Piece("template", cost=_TEMPLATE), Piece("public", cost=_SUBMISSION)]
        named = [Piece("submission", name, _SUBMISSION) for name in submissions_of(assignment)]
        pieces += [*whole, *named]
    return pieces


def _cost(assignment: Assignment, line: RubricLine) -> float:
    """Return how long the answers to a line will take, as far as that can be seen from outside."""
    variants = sum(1 for _ in (assignment.variants / line.number).glob("*.py"))
    return (1 + variants) * (_CODE if line.code else _proof(line))


def _proof(line: RubricLine) -> float:
    """Return what an answer to a symbolic line costs: a derivation costs the most."""
    return _DERIVATION if "Derivation" in source_of_test(line) else 1.0


def done(bench: Workbench, piece: Piece) -> Iterator[Outcome]:
    """Do one piece; whatever is wrong with the course is told."""
    yield from _KINDS[piece.kind](bench, piece.name)


def _line(bench: Workbench, number: str) -> Iterator[Outcome]:
    line = bench.line(number)
    if problems := tuple(problems_of_line(bench, line)):
        # Whatever is an answer to it would say the same.
        yield Outcome(number, AT_LOAD, problems)
    else:
        yield from outcomes_of_line(bench, line)


_KINDS: Mapping[str, Callable[[Workbench, str], Iterator[Outcome]]] = {
    "load": lambda bench, _: outcomes_at_load(bench),
    "line": _line,
    "template": lambda bench, _: outcomes_of_template(bench),
    "public": lambda bench, _: outcomes_of_reference_folder(bench),
    "submission": outcomes_of_submission,
}
