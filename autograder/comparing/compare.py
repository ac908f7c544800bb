"""`autograder compare`: lines with pairs of expressions in, lines with verdicts out.

    >>> line = '{"id": 1, "kind": "equal", "expected": "(x + y)**2", "submitted": "x**2 + y**2", '
    >>> line += '"symbols": {"x": "real", "y": "real"}}'
    >>> next(run([line], jobs=1, timeout=5))
    '{"id": 1, "verdict": "different", "witness": {"x": ...

What a line says and what it gets stands in `line`; how it is stopped in `processes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.comparing.line import answer, refusal
from autograder.processes import Lost, Means, answers

__all__ = ["run"]

_MEMORY = 1 << 30


def run(lines: Iterable[str], *, jobs: int, timeout: float) -> Iterator[str]:
    """Yield the verdict on every line, in the order of the lines.

    A line that cannot be read gets the verdict ``"error"``, one that takes too long or too much
    memory ``"unknown"``; the run goes on. Lines are read as they are needed.

    Args:
        lines: JSON objects, one a line.
        jobs: The number of processes.
        timeout: Seconds for one line.
    """
    means = Means(jobs=jobs, timeout=timeout, memory=_MEMORY, doing="compared")
    for outcome in answers(answer, lines, means):
        if isinstance(outcome, Lost):
            yield refusal(outcome.text, "unknown", outcome.reason)
        else:
            yield outcome
