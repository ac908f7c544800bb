"""What one process of a run does: grades submissions one after the other, and keeps what it found.

Of a submission only those lines are graded whose key is another than what was kept; the others are
taken as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from autograder.course import Course
from autograder.grading.ledger import LeaderboardEntry
from autograder.grading.reading import shown
from autograder.grading.rubric import Rubric, RubricLine
from autograder.grading.submission import Submission, SubmissionError
from autograder.handed_in import read
from autograder.intake.hand_in import HandIn
from autograder.records.folder import RunFolder
from autograder.records.kept import KeptSubmission
from autograder.run import DEADLINE_SECONDS, Grader, Run
from autograder.verdict import State

from .keys import LineKeys
from .work import Work, with_followed

__all__ = ["Done", "Job", "Terms"]

_MOST_NAMED = 3


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


class Job:
    """Grades the submissions that it is told, by their places in the download.

    Args:
        course: Where rubric and reference lie.
        folder: Where is kept what was found.
        hand_ins: The submissions.
        keys: The keys of the lines.
        terms: How they are graded.
        is_alone: Whether no other process of the run grades meanwhile. Question files in which one
            may have had a part are graded again then.
    """

    def __init__(
        self,
        course: Course,
        folder: RunFolder,
        hand_ins: Sequence[HandIn],
        keys: LineKeys,
        terms: Terms,
        *,
        is_alone: bool,
    ) -> None:
        self._course = course
        self._folder = folder
        self._hand_ins = hand_ins
        self._keys = keys
        self._terms = terms
        self._is_alone = is_alone
        self._assignment = course.assignment(terms.rubric.assignment)
        # Opened by the first submission that needs it, in the process that grades it.
        self._open = ExitStack()
        self._grader: Grader | None = None

    def __call__(self, place: str) -> str:
        """Grade one submission; what went wrong with it is said, and ends nothing."""
        hand_in = self._hand_ins[int(place)]
        try:
            done = self._grade(hand_in)
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            done = Done(id=hand_in.handed_in.id, ends_run=f"{error.strerror or error}{where}")
        return done.text

    def _grade(self, hand_in: HandIn) -> Done:
        """Grade one submission.

        Raises:
            OSError: What was found cannot be kept.
        """
        handed_in = hand_in.handed_in
        before = self._folder.kept(handed_in.id)
        if handed_in.fault:
            return self._unreadable(hand_in, before, handed_in.fault)
        try:
            with hand_in.source.open() as folder:
                submission = read(folder, self._terms.rubric, self._assignment)
                if not submission.answered and not submission.doubtful:
                    return self._unreadable(hand_in, before, _nothing_found(submission))
                return self._graded(hand_in, folder, submission, before)
        except SubmissionError as error:
            return self._unreadable(hand_in, before, str(error))

    def _unreadable(self, hand_in: HandIn, before: KeptSubmission | None, reason: str) -> Done:
        kept = KeptSubmission(
            handed_in=replace(hand_in.handed_in, fault=reason), state="unreadable"
        )
        self._keep(kept, before)
        return Done(id=hand_in.handed_in.id)

    def _graded(
        self, hand_in: HandIn, folder: Path, submission: Submission, before: KeptSubmission | None
    ) -> Done:
        work = self._work(submission, before)
        runs: list[Run] = []
        while stale := work.stale():
            run = self._run(folder, submission, stale)
            if run.fault and all(r.verdict.state is State.NOT_REACHED for r in run.lines):
                # Nothing was begun, and so it will be with the others.
                return Done(id=hand_in.handed_in.id, ends_run=run.fault)
            runs.append(run)
            work.take(run.lines, stale)
        is_untouched = not set(submission.answered) - set(submission.untouched)
        kept = KeptSubmission(
            handed_in=hand_in.handed_in,
            state="untouched" if is_untouched else "graded",
            lines=work.lines,
            **_beside(submission, runs, before),
        )
        self._keep(kept, before)
        return Done(
            id=hand_in.handed_in.id,
            lines=work.graded,
            fault="; ".join(dict.fromkeys(run.fault for run in runs if run.fault)),
            disturbed=work.is_disturbed,
            left=work.left,
        )

    def _work(self, submission: Submission, before: KeptSubmission | None) -> Work:
        return Work(
            self._terms.rubric,
            self._terms.chosen,
            self._keys,
            submission,
            before,
            is_alone=self._is_alone,
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

    def _keep(self, kept: KeptSubmission, before: KeptSubmission | None) -> None:
        if kept != before:
            self._folder.keep(kept)


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


def _nothing_found(submission: Submission) -> str:
    """Say that there is no question file, and why what may hold some was not read."""
    reasons = [f"`{shown(path)}`: {why}" for path, why in submission.left_out.items()]
    there = [f"`{shown(path)}`" for path in (*submission.sources, *submission.others)]
    if reasons:
        return f"no question file is in it; {'; '.join(reasons[:_MOST_NAMED])}"
    if there:
        return f"no question file is in it, but {', '.join(there[:_MOST_NAMED])}"
    return "there is no file in it"


def _silent(_: RubricLine) -> None:
    pass
