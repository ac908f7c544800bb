"""What grades the submissions of a run: processes of this machine, or something else that can."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from autograder.processes import Lost, Means, answers

from .job import Job, RunParts
from .submission_grader import Done

__all__ = ["Hands", "Processes", "RunEnds"]


class RunEnds(Exception):
    """Nothing more can be graded; its text says why. What was graded is kept."""


class Hands(Protocol):
    """What grades submissions, and keeps what it found."""

    @property
    def is_single(self) -> bool:
        """Whether it grades one at a time in any case."""

    def graded(
        self, places: Sequence[int], *, alone: bool
    ) -> Generator[tuple[int, Done], None, None]:
        """Grade submissions; yield each when it is done.

        Args:
            places: Which ones, by their places in the download.
            alone: Whether nothing of the run may be graded beside one on its machine.

        Raises:
            RunEnds: Nothing more can be graded.
        """

    def close(self) -> None:
        """End what was started for this."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Processes of this machine.

    Args:
        parts: What is graded.
        jobs: How many there are.
    """

    parts: RunParts
    jobs: int

    @property
    def is_single(self) -> bool:
        """Whether there is one."""
        return self.jobs == 1

    def graded(
        self, places: Sequence[int], *, alone: bool
    ) -> Generator[tuple[int, Done], None, None]:
        """Grade submissions; yield each when it is done.

        Args:
            places: Which ones, by their places in the download.
            alone: Whether one process grades, the others none.
        """
        parts = self.parts
        jobs = 1 if alone else self.jobs
        job = Job(parts, is_alone=jobs == 1)
        means = Means(jobs=min(jobs, max(1, len(places))), doing="graded")
        by_name = {parts.hand_ins[place].handed_in.id: place for place in places}
        with closing(job):
            for outcome in answers(job, map(str, places), means, ordered=False):
                if isinstance(outcome, Lost):
                    place = int(outcome.text)
                    name = parts.hand_ins[place].handed_in.id
                    yield place, Done(id=name, fault=outcome.reason)
                else:
                    done = Done.read(outcome)
                    yield by_name[done.id], done

    def close(self) -> None:
        """End nothing: the processes end with what they do."""
