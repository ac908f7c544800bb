"""The checks of an assignment in pieces that different processes can do, the longest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..grading.rubric import RubricError
from .lines import outcomes_of_line
from .places import place_of_test
from .report import Outcome, Problem, placed
from .workbench import Workbench

__all__ = ["Task", "done", "tasks_of"]


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of the checks: a kind, and the name of what it is about."""

    kind: str
    name: str = ""


def tasks_of(bench: Workbench, only: str = "") -> list[Task]:
    """Return all pieces, those first that are expected to take the longest.

    Args:
        bench: The assignment.
        only: The number of a line, or of a question; without one, all lines and what is about the
            assignment as a whole.
    """
    chosen = [
        line
        for line in bench.rubric.lines
        if not only or line.number == only or line.number.startswith(f"{only.rstrip('.')}.")
    ]
    cost = {
        line.number: (1 + len([*(bench.assignment.variants / line.number).glob("*.py")]))
        * (line.seconds if line.code else 1)
        for line in chosen
    }
    lines = sorted(chosen, key=lambda line: -cost[line.number])
    return [Task("line", line.number) for line in lines]


def done(bench: Workbench, task: Task) -> Iterator[Outcome]:
    """Do one piece; whatever is wrong with the course is told."""
    yield from _KINDS[task.kind](bench, task.name)


def _line(bench: Workbench, number: str) -> Iterator[Outcome]:
    line = bench.line(number)
    try:
        yield from outcomes_of_line(bench, line)
    except RubricError as error:
        place, what = placed(str(error), place_of_test(line))
        yield Outcome(number, "rubric", (Problem(place, what),))


_KINDS: Mapping[str, Callable[[Workbench, str], Iterator[Outcome]]] = {"line": _line}
