"""Who ended a worker by SIGKILL: the code in it, or something outside.

The signal looks the same from wherever it came, and a file can send it to itself. What tells is
seen where no submission can reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.sandbox.memory import Memory
from autograder.sandbox.zygote import WorkerSource
from autograder.verdict import PENDING_TEXT, Verdict, pending

from .workers import CodeWorkers

__all__ = ["Evidence", "KillWatch", "undecided"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What says that a worker was killed from outside.

    Args:
        reason: In a sentence.
        memory: Whether it was for the lack of memory.
    """

    reason: str
    memory: bool = False


class KillWatch:
    """Watches what happens to workers while a line is graded.

    Args:
        memory: What the kernel says about memory.
        sides: The workers that a line may use.
        sources: What they come from.
    """

    def __init__(
        self, memory: Memory, sides: Sequence[CodeWorkers], sources: Sequence[WorkerSource]
    ) -> None:
        self._memory = memory
        self._sides = sides
        self._sources = sources
        self._kills = self._ends = 0

    def begin(self, module: str) -> None:
        """Make the workers ready for a line of a file, and watch from now on."""
        for side in self._sides:
            side.begin(module)
        self._kills, self._ends = self._memory.kills(), self._count_ends()

    @property
    def interrupted(self) -> bool:
        """Whether a worker that the line has asked something was killed."""
        return any(side.interrupted for side in self._sides)

    def evidence(self) -> Evidence | None:
        """Return what says that it was something outside, if anything does."""
        if self._memory.kills() > self._kills:
            return Evidence("memory ran out, and the kernel ended a process", memory=True)
        if self._count_ends() > self._ends:
            return Evidence("the process that workers are forked from was ended")
        if any(side.killed_early for side in self._sides):
            return Evidence("a worker was killed before any code ran in it")
        # An idle worker is stopped: it cannot have done it itself.
        if sum(len(side.killed()) for side in self._sides) > 1:
            return Evidence("several workers were killed at once")
        return None

    def _count_ends(self) -> int:
        return sum(source.ends for source in self._sources)


def undecided(evidence: Evidence) -> Verdict:
    """Return the verdict on a line whose worker was killed from outside, again or for good."""
    review = f"a worker was killed from outside: {evidence.reason}"
    if evidence.memory:
        text = f"{PENDING_TEXT} The machine had too little memory left for it."
        return pending(review, message=text)
    return pending(review)
