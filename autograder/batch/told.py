"""What a run over a class says at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from autograder.records.folder import RunFolder

from .run import RunEnd

__all__ = ["ended_text", "ungraded_text", "waiting_text"]

_MOST_NAMED = 5


def ended_text(folder: RunFolder, ended: RunEnd) -> Iterator[str]:
    """Yield the lines that are said at the end of a run."""
    statistics = ended.statistics
    counts = [f"{count} {state}" for state, count in sorted(statistics.states.items())]
    missing = folder.manifest().missing
    if missing:
        counts.append(f"{len(missing)} handed in nothing")
    yield f"{sum(statistics.states.values())} submissions: {', '.join(counts) or 'none'}."
    if statistics.mean is not None and statistics.median is not None:
        yield f"Mean {statistics.mean:.4g}, median {statistics.median:.4g} of {_maximum(folder)}."
    yield f"{ended.graded} lines were graded now."
    if ended.left:
        yield (
            f"{ended.left} more lines are not as they would be graded now: run it without --only."
        )
    for name, fault in list(ended.faults.items())[:_MOST_NAMED]:
        yield f"{name}: the grader's own fault: {fault}"
    if len(ended.faults) > _MOST_NAMED:
        yield f"… and so at {len(ended.faults) - _MOST_NAMED} more submissions."
    for contradiction in statistics.contradictions[:_MOST_NAMED]:
        yield f"A fault of the run: {contradiction}"
    if (more := len(statistics.contradictions) - _MOST_NAMED) > 0:
        yield f"… and so at {more} more answers: summary.json has them."
    yield f"{folder.path}: report.html, grades.csv, lines.csv, summary.json, results/"
    if statistics.doubtful:
        named = ", ".join(statistics.doubtful[:_MOST_NAMED])
        etc = ", …" * (len(statistics.doubtful) > _MOST_NAMED)
        yield f"Files were left out or are in doubt, as their results say: {named}{etc}."
    if statistics.ungraded:
        yield ungraded_text(statistics.ungraded)
    if statistics.waiting:
        yield waiting_text(statistics.waiting)


def ungraded_text(count: int) -> str:
    """Say how many lines are not graded yet."""
    return f"{count} lines are not graded yet: `autograder batch` with the same folder goes on."


def waiting_text(waiting: list[tuple[str, str]]) -> str:
    """Say how many lines wait for a person, and at which numbers most of them do."""
    if not waiting:
        return "No line waits for a person."
    by_line = Counter(line for line, _ in waiting)
    people = len({who for _, who in waiting})
    most = ", ".join(f"{line} ({count})" for line, count in by_line.most_common(_MOST_NAMED))
    noun = "1 line waits" if len(waiting) == 1 else f"{len(waiting)} lines wait"
    more = ", …" * (len(by_line) > _MOST_NAMED)
    of = "1 submission" if people == 1 else f"{people} submissions"
    return f"{noun} for a person, of {of}: {most}{more}"


def _maximum(folder: RunFolder) -> str:
    return f"{float(sum(line.weight for line in folder.manifest().lines)):g}"
