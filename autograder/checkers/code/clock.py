"""CPU time as a witness against a count: read from outside, where no code can change it.

Counts are the word of the process that they are about. Its CPU clock is the kernel's. It is much
too rough to decide by, so it decides nothing: where it says plainly that work has grown faster than
the counts say, a person is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autograder.checkers.common.line import Unanswered
from autograder.verdict import State

__all__ = ["APART", "FLOOR_SECONDS", "PATIENCE_SECONDS", "Times", "take"]

#: How many times as many rows the long call has.
APART = 8
#: Below this nothing is concluded: reading the arguments takes as much.
FLOOR_SECONDS = 0.1
#: Where the short call takes more, many small operations do, and the long one would take too long.
PATIENCE_SECONDS = 0.25

_RUNS = 3
# The code that gave right values at other calls did not here: it has recognised them.
_EVASIVE = frozenset({State.FAILED, State.EXITED})


@dataclass(frozen=True, slots=True)
class Times:
    """CPU seconds of calls at two sizes, without the first one of each.

    Args:
        short: Those with few rows.
        long: Those with `APART` times as many.
    """

    short: tuple[float, ...]
    long: tuple[float, ...]

    def exceed(self, degree: int) -> bool:
        """Whether the work has grown faster than that power of the number of rows.

        The least of the runs is the one that was least disturbed. Half a power lies between what
        is allowed and what is noted: a factor of 2.8, in which caches and other processes have
        room.
        """
        long, short = min(self.long), min(self.short)
        return long >= FLOOR_SECONDS and long > APART ** (degree + 0.5) * short

    def __str__(self) -> str:
        short, long = min(self.short), min(self.long)
        return f"{short:.3f} s, with {APART} times as many rows {long:.3f} s"


def take(short: Callable[[int], float], long: Callable[[int], float], *, degree: int) -> str:
    """Run the calls, as many as it takes; return what contradicts the count, or nothing.

    Args:
        short: Calls the function on few rows, others in each numbered run; returns CPU seconds.
        long: The same on `APART` times as many.
        degree: The power of the number of rows that the work may grow like.
    """
    try:
        if short(0) > PATIENCE_SECONDS:
            return ""
        first = long(0)
        if first < FLOOR_SECONDS:
            return ""
        shorts = tuple(short(run) for run in range(1, _RUNS + 1))
        # A first call takes longer than others: it can clear the code, and prove nothing.
        if not Times(shorts, (first,)).exceed(degree):
            return ""
        times = Times(shorts, tuple(long(run) for run in range(1, _RUNS + 1)))
    except Unanswered as reason:
        if reason.verdict.state in _EVASIVE:
            return f"a call that was timed gave no right value: {reason.verdict.message}"
        return ""
    return f"the CPU clock contradicts the count: {times}" if times.exceed(degree) else ""
