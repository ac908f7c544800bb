"""Says how a rehearsal went, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .comparison import Graded
from .container import Container
from .rehearsal import Rehearsal
from .sizes import size

__all__ = ["rehearsal_text"]

_MOST_LINES = 15


def rehearsal_text(rehearsal: Rehearsal, container: Container) -> str:
    """Return the report: times, memory, versions, sizes, scores, and whatever differs."""
    return "\n".join(_lines(rehearsal, container))


def _lines(rehearsal: Rehearsal, container: Container) -> Iterator[str]:
    setup = rehearsal.setup
    if setup.code:
        yield f"setup.sh failed with status {setup.code}; the end of what it printed:"
        yield from (f"  {line}" for line in setup.printed.strip().splitlines()[-_MOST_LINES:])
        return
    yield f"  setup.sh  {setup.seconds:.0f} s"
    yield f"  sizes     {', '.join(f'{name} {size(n)}' for name, n in rehearsal.sizes.items())}"
    yield f"  limits    {container.describe()}"
    versions = (
        f"{name} {there}" + f" (here {here})" * (here != there)
        for name, (there, here) in rehearsal.versions.items()
    )
    yield f"  versions  {', '.join(versions)}"
    yield ""
    yield from _table([_row(graded) for graded in rehearsal.graded])
    whose = "all, but for files that were in it before" if container.counts_all else "the largest"
    yield f"  (memory: of its processes {whose})"
    for graded in rehearsal.graded:
        for difference in graded.differences:
            yield f"{graded.submission.name}: {difference}"
    differing = sum(bool(graded.differences) for graded in rehearsal.graded)
    if differing:
        yield f"{differing} of {len(rehearsal.graded)} failed, or differ from what is graded here"
    else:
        yield "Every line is graded as it is here."


def _row(graded: Graded) -> Sequence[str]:
    ended = graded.ended
    return (
        graded.submission.name,
        f"{ended.seconds:.0f} s",
        f"{ended.cpu_seconds:.0f} s",
        size(ended.peak),
        _score(graded.score),
        _score(graded.here),
    )


def _score(score: float | None) -> str:
    return "none" if score is None else f"{score:g}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    rows = [("submission", "time", "CPU", "memory", "score", "here"), *rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (f"{text:>{width}}" for text, width in zip(others, widths[1:], strict=True))
        yield f"  {first:{widths[0]}}  {'  '.join(cells)}"
