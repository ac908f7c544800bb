"""What one process of a run does: grades submissions one after the other, and keeps what it found.

Of a submission only those lines are graded whose key is another than what was kept; the others are
taken as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.grading.reading import shown
from autograder.grading.rubric import Rubric
from autograder.grading.submission import Submission, SubmissionError
from autograder.handed_in import read
from autograder.intake.hand_in import HandIn
from autograder.records.folder import RunFolder
from autograder.records.kept import HandedIn, KeptSubmission

from .keys import LineKeys
from .submission_grader import Done, SubmissionGrader, Terms

__all__ = ["Job", "RunParts", "opened", "told", "unreadable"]

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RunParts:
    """What a run is made of.

    Args:
        course: Where rubric and reference lie.
        folder: Where is kept what was found.
        hand_ins: The submissions.
        keys: The keys of the lines.
        terms: How they are graded.
        made_by: Versions, and digests of the rubric and the engine.
    """

    course: Course
    folder: RunFolder
    hand_ins: Sequence[HandIn]
    keys: LineKeys
    terms: Terms
    made_by: Mapping[str, str]


class Job:
    """Grades the submissions that it is told, by their places in the download.

    Args:
        parts: What the run is made of.
        is_alone: Whether no other process of the run grades meanwhile. Question files in which one
            may have had a part are graded again then.
    """

    def __init__(self, parts: RunParts, *, is_alone: bool) -> None:
        self._parts = parts
        self._is_alone = is_alone
        self._assignment = parts.course.assignment(parts.terms.rubric.assignment)
        self._grader = SubmissionGrader(parts.course, parts.keys, parts.terms)

    def close(self) -> None:
        """End what was started in this process."""
        self._grader.close()

    def __call__(self, place: str) -> str:
        """Grade one submission; what went wrong with it is said, and ends nothing."""
        hand_in = self._parts.hand_ins[int(place)]
        try:
            done = self._grade(hand_in)
        except OSError as error:
            done = Done(id=hand_in.handed_in.id, ends_run=told(error))
        return done.text

    def _grade(self, hand_in: HandIn) -> Done:
        """Grade one submission.

        Raises:
            OSError: What was found cannot be kept.
        """
        handed_in = hand_in.handed_in
        before = self._parts.folder.kept(handed_in.id)
        kept: KeptSubmission | None
        try:
            with opened(hand_in, self._parts.terms.rubric, self._assignment) as (
                folder,
                submission,
            ):
                kept, done = self._grader.grade(
                    handed_in, folder, submission, before, is_alone=self._is_alone
                )
        except SubmissionError as error:
            kept, done = unreadable(handed_in, str(error)), Done(id=handed_in.id)
        if kept is not None and kept != before:
            self._parts.folder.keep(kept)
        return done


@contextmanager
def opened(
    hand_in: HandIn, rubric: Rubric, assignment: Assignment
) -> Iterator[tuple[Path, Submission]]:
    """Give a folder with one submission, and what was read of it.

    Args:
        hand_in: The submission.
        rubric: All lines.
        assignment: What it answers.

    Raises:
        SubmissionError: It cannot be read, or there is nothing in it that could be graded.
        OSError: There is no room for it, or the download is gone.
    """
    if hand_in.handed_in.fault:
        raise SubmissionError(hand_in.handed_in.fault)
    with hand_in.source.open() as folder:
        submission = read(folder, rubric, assignment)
        if not (submission.answered or submission.doubtful or submission.documents):
            raise SubmissionError(_nothing_found(submission))
        yield folder, submission


def unreadable(handed_in: HandedIn, reason: str) -> KeptSubmission:
    """Return what is kept of a submission that cannot be read."""
    return KeptSubmission(handed_in=replace(handed_in, fault=reason), state="unreadable")


def told(error: OSError) -> str:
    """Return what went wrong, and where."""
    where = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{where}"


def _nothing_found(submission: Submission) -> str:
    """Say that there is no question file, and why what may hold some was not read."""
    reasons = [f"`{shown(path)}`: {why}" for path, why in submission.left_out.items()]
    there = [f"`{shown(path)}`" for path in (*submission.sources, *submission.others)]
    if reasons:
        return f"no question file is in it; {'; '.join(reasons[:_MOST_NAMED])}"
    if there:
        return f"no question file is in it, but {', '.join(there[:_MOST_NAMED])}"
    return "there is no file in it"
