"""Checks assignments as a whole, in as many processes as there are processors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager

from autograder.course import Assignment
from autograder.grading.rubric import read_rubric
from autograder.sandbox.sharing import open_zygote

from .load import AT_LOAD, outcomes_of_sources
from .pieces import Piece, done, pieces_of
from .report import Outcome, Report
from .spread import spread
from .workbench import Workbench

__all__ = ["NoSuchLine", "Progress", "check_assignment", "check_assignments"]

#: Told after each piece: how many are done, of how many, and what the last was about.
Progress = Callable[[int, int, str], None]

_Owned = tuple[Assignment, Piece]


class NoSuchLine(ValueError):
    """There is no line of the number that was asked for."""


def check_assignment(
    assignment: Assignment,
    *,
    only: str = "",
    jobs: int,
    progress: Progress,
    shared: bool = True,
) -> Report:
    """Check one assignment; see `check_assignments`.

    Raises:
        NoSuchLine: It has no line of that number.
        ProcessError: A process that checks has failed.
        ZygoteError: No workers can be started.
    """
    [report] = check_assignments(
        [assignment], only=only, jobs=jobs, progress=progress, shared=shared
    )
    return report


def check_assignments(
    assignments: Sequence[Assignment],
    *,
    only: str = "",
    jobs: int,
    progress: Progress,
    shared: bool = True,
) -> list[Report]:
    """Check assignments; one that cannot be read at all takes nothing from the others.

    Args:
        assignments: Which.
        only: Check the lines of one question, or one line, such as ``"3.2"``.
        jobs: The number of processes.
        progress: Told after each piece.
        shared: Whether the answers to a line share a seed and what the reference says.

    Raises:
        NoSuchLine: None of them has a line of that number.
        ProcessError: A process that checks has failed.
        ZygoteError: No workers can be started.
    """
    found: dict[str, list[Outcome]] = {a.name: outcomes_of_sources(a) for a in assignments}
    rows: dict[str, list[str]] = {}
    pieces: list[_Owned] = []
    for assignment in assignments:
        if any(outcome.problems for outcome in found[assignment.name]):
            continue
        rubric = read_rubric(assignment.rubric)
        its_own = pieces_of(assignment, rubric, only)
        rows[assignment.name] = [AT_LOAD, *(piece.row for piece in its_own)]
        pieces += [(assignment, piece) for piece in its_own]
    if only and rows and not any(piece.kind == "line" for _, piece in pieces):
        raise NoSuchLine(f"{' and '.join(rows)} has no line {only}")
    pieces.sort(key=lambda owned: -owned[1].cost)
    with closing(spread(lambda: _benches(shared), _do, pieces, jobs=jobs)) as running:
        for count, ((assignment, piece), outcomes) in enumerate(running, 1):
            found[assignment.name] += outcomes
            progress(count, len(pieces), f"{assignment.name} {piece.name or piece.kind}")
    return [
        Report(a.name, tuple(_in_order(found[a.name], rows.get(a.name, [])))) for a in assignments
    ]


_Benches = Callable[[Assignment], Workbench]


@contextmanager
def _benches(shared: bool) -> Iterator[_Benches]:
    """Yield what makes a workbench for each assignment once, with one zygote for all of them."""
    made: dict[Assignment, Workbench] = {}
    with open_zygote() as zygote, ExitStack() as stack:

        def bench(assignment: Assignment) -> Workbench:
            if assignment not in made:
                made[assignment] = stack.enter_context(Workbench(assignment, zygote, shared=shared))
            return made[assignment]

        yield bench


def _do(benches: _Benches, owned: _Owned) -> list[Outcome]:
    assignment, piece = owned
    return list(done(benches(assignment), piece))


def _in_order(outcomes: Sequence[Outcome], rows: Sequence[str]) -> list[Outcome]:
    """Return outcomes in the order of the rubric's lines, whoever was done first."""
    order = {row: number for number, row in enumerate(rows)}
    return sorted(outcomes, key=lambda outcome: order.get(outcome.row, len(order)))
