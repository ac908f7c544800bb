"""Grades what has to be graded of one submission, given what was kept of it.

Nothing is read or written here but by the grader itself: where a submission comes from, and where
what was found of it is kept, is for the caller, on this machine or another.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from autograder.course import Course
from autograder.grading.ledger import LeaderboardEntry
from autograder.grading.rubric import Rubric, RubricLine
from autograder.grading.submission import Submission
from autograder.records.kept import HandedIn, KeptSubmission
from autograder.run import DEADLINE_SECONDS, Grader, Run
from autograder.verdict import State

from .keys import LineKeys
from .work import Work, with_followed

__all__ = ["Done", "SubmissionGrader", "Terms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How submissions are graded.

    Args:
        rubric: All lines.
        chosen: The numbers of the lines that are graded; the others stay as they are.
        seed: Overrides the seeds that follow from submissions.
        deadline: Seconds for one submission.
        unsafe: Go on where workers cannot be kept from harm.
    """

    rubric: Rubric
    chosen: frozenset[str]
    seed: int | None = None
    deadline: float = DEADLINE_SECONDS
    unsafe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a job says of one submission.

    Args:
        id: What it is called.
        lines: The numbers of the lines that were graded.
        fault: The grader's own fault, if there was one.
        disturbed: Whether other processes may have had a part in how a line ended.
        left: How many lines that were not chosen would have to be graded.
        ends_run: Why nothing more can be graded, if so.
    """

    id: str
    lines: tuple[str, ...] = ()
    fault: str = ""
    disturbed: bool = False
    left: int = 0
    ends_run: str = ""

    @property
    def graded(self) -> int:
        """How many lines were graded."""
        return len(self.lines)

    @property
    def text(self) -> str:
        """All of it as text, for `read`."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def read(cls, text: str) -> Done:
        """Read what `text` gives."""
        return msgspec.json.decode(text, type=cls)


class SubmissionGrader:
    """Grades submissions of an assignment one after the other; close it at the end.

    Args:
        course: Where rubric and reference lie.
        keys: The keys of the lines.
        terms: How they are graded.
    """

    def __init__(self, course: Course, keys: LineKeys, terms: Terms) -> None:
        self._course = course
        self._keys = keys
        self._terms = terms
        # Opened by the first submission that needs it, in the process that grades it.
        self._open = ExitStack()
        self._grader: Grader | None = None

    def close(self) -> None:
        """End what was started for it."""
        self._grader = None
        self._open.close()

    def work(
        self, submission: Submission, before: KeptSubmission | None, *, is_alone: bool
    ) -> Work:
        """Return the lines of a submission, with what was kept of them.

        Args:
            submission: What was handed in.
            before: What was kept of it.
            is_alone: Whether no other process of the run grades meanwhile.
        """
        terms = self._terms
        return Work(terms.rubric, terms.chosen, self._keys, submission, before, is_alone=is_alone)

    def grade(
        self,
        handed_in: HandedIn,
        folder: Path,
        submission: Submission,
        before: KeptSubmission | None,
        *,
        is_alone: bool,
    ) -> tuple[KeptSubmission | None, Done]:
        """Grade one submission.

        Args:
            handed_in: Who handed in what.
            folder: Where it lies.
            submission: What was read of it.
            before: What was kept of it.
            is_alone: Whether no other process of the run grades meanwhile.

        Returns:
            What is to be kept, if there is anything, and what is to be said.

        Raises:
            SubmissionError: There is no reference.
            OSError: There is no room for what grading needs.
        """
        work = self.work(submission, before, is_alone=is_alone)
        runs: list[Run] = []
        while stale := work.stale():
            run = self._run(folder, submission, stale)
            if run.fault and all(r.verdict.state is State.NOT_REACHED for r in run.lines):
                # Nothing was begun, and so it will be with the others.
                return None, Done(id=handed_in.id, ends_run=run.fault)
            runs.append(run)
            work.take(run.lines, stale)
        return self.settled(handed_in, submission, before, work, runs)

    def settled(
        self,
        handed_in: HandedIn,
        submission: Submission,
        before: KeptSubmission | None,
        work: Work,
        runs: Sequence[Run] = (),
    ) -> tuple[KeptSubmission, Done]:
        """Return what is to be kept of a submission of which nothing has to be graded any more.

        Args:
            handed_in: Who handed in what.
            submission: What was read of it.
            before: What was kept of it.
            work: Its lines.
            runs: How they were graded now, if any were.
        """
        kept = KeptSubmission(
            handed_in=handed_in,
            state="untouched" if submission.answers_nothing else "graded",
            lines=work.lines,
            **_beside(submission, runs, before),
        )
        return kept, Done(
            id=handed_in.id,
            lines=work.graded,
            fault="; ".join(dict.fromkeys(run.fault for run in runs if run.fault)),
            disturbed=work.is_disturbed,
            left=work.left,
        )

    def _run(self, folder: Path, submission: Submission, lines: Sequence[RubricLine]) -> Run:
        """Grade some lines, with those that they follow."""
        if self._grader is None:
            grader = Grader(self._course, unsafe=self._terms.unsafe, keep_answers=True)
            self._grader = self._open.enter_context(grader)
        return self._grader.grade(
            folder,
            Rubric(self._terms.rubric.assignment, with_followed(self._terms.rubric, lines)),
            seed=self._terms.seed,
            deadline=self._terms.deadline,
            progress=_silent,
            submission=submission,
        )


def _beside(
    submission: Submission, runs: Sequence[Run], before: KeptSubmission | None
) -> dict[str, Any]:
    """Return what is kept beside the lines: of the latest runs, and of earlier ones of the same."""
    digest = submission.digest.hex()
    messages: dict[str, None] = {}
    details: dict[str, Any] = {"submission": digest}
    doubts = sorted({*submission.doubtful, *submission.left_out})
    standings: dict[str, LeaderboardEntry] = {}
    seconds = 0.0
    if before is not None and before.details.get("submission") == digest:
        messages.update(dict.fromkeys(before.messages))
        details.update(before.details)
        standings.update({entry.name: entry for entry in before.leaderboard})
        seconds = before.seconds
    for run in runs:
        results = run.results
        messages.update(dict.fromkeys(results.messages))
        printed = {**details.get("printed", {}), **results.details.get("printed", {})}
        details.update(results.details, printed=printed)
        standings.update({entry.name: entry for entry in results.leaderboard})
        seconds += results.seconds
    details["doubts"] = doubts
    return {
        "messages": tuple(messages),
        "details": details,
        "leaderboard": tuple(standings.values()),
        "seconds": seconds,
    }


def _silent(_: RubricLine) -> None:
    pass
