"""One run over a class: from a download to a folder of results.

Everything that was graded is kept at once, submission by submission. So a run that is cancelled, or
killed, goes on where it was; and one that is repeated grades only what has changed since.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

from autograder.course import Course
from autograder.grading.interrupts import terminable
from autograder.grading.provenance import provenance
from autograder.grading.reference import Reference
from autograder.intake.hand_in import Intake
from autograder.records.folder import RunFolder, RunFolderError
from autograder.records.manifest import Manifest

from .hands import Hands, Processes, RunEnds
from .job import RunParts
from .keys import LineKeys, versions
from .outputs import write_outputs
from .statistics import Statistics
from .submission_grader import Done, Terms

__all__ = ["ClassRun", "Progress", "RunEnd", "earlier_run", "usual_jobs"]

# What a process of a run takes, with the workers that it has.
_MEMORY_OF_A_JOB = 700 << 20
_OURS = ("grades.csv", "kept", "lines.csv", "report.html", "results", "summary.json")

#: Called with what has been done of one more submission, how many that were, and of how many.
Progress = Callable[[Done, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnd:
    """How a run ended.

    Args:
        statistics: The numbers of the class.
        graded: How many lines were graded now.
        faults: The grader's own faults, by the submission's name.
        left: How many lines are not as they would be graded now, since others were chosen.
        stopped: Why the run ended before its end; empty if it did not.
    """

    statistics: Statistics
    graded: int
    faults: Mapping[str, str]
    left: int
    stopped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRun:
    """A run over a class.

    Args:
        course: Where rubric and reference lie.
        folder: Where everything is written.
        intake: What was downloaded.
        terms: How submissions are graded.
        jobs: How many processes grade at once.
        asked: How the run was asked for, for one that goes on with it.
        hands: Returns what grades, if it is not processes of this machine.
        writing: Writes what is computed from what is kept.
    """

    course: Course
    folder: RunFolder
    intake: Intake
    terms: Terms
    jobs: int
    asked: Mapping[str, str] = field(default_factory=dict)
    hands: Callable[[RunParts], Hands] | None = None
    writing: Callable[[RunFolder, Manifest], Statistics] = write_outputs

    def grade(self, progress: Progress) -> RunEnd:
        """Grade what has to be graded, and write everything.

        The folder is to be locked.

        Raises:
            SubmissionError: There is no reference.
            OSError: The folder cannot be written.
            KeyboardInterrupt: The run was cancelled; what was graded is kept, and written.
        """
        manifest = self._manifest()
        self.folder.write_manifest(manifest)
        work = _Work(self, manifest, progress)
        try:
            with terminable():
                work.do()
        except KeyboardInterrupt:
            self.writing(self.folder, manifest)
            raise
        if not work.stopped:
            manifest = replace(manifest, is_complete=True)
            self.folder.write_manifest(manifest)
        return RunEnd(
            statistics=self.writing(self.folder, manifest),
            graded=len(work.graded),
            faults=work.faults,
            left=sum(work.left.values()),
            stopped=work.stopped,
        )

    def _manifest(self) -> Manifest:
        assignment = self.course.assignment(self.terms.rubric.assignment)
        return Manifest(
            assignment=assignment.name,
            course=str(self.course.root),
            lines=self.terms.rubric.lines,
            order=tuple(hand_in.handed_in.id for hand_in in self.intake.hand_ins),
            hand_ins=tuple(
                replace(hand_in.handed_in, earlier=None, history=())
                for hand_in in self.intake.hand_ins
            ),
            missing=self.intake.missing,
            platform=self.intake.platform,
            messages=self.intake.messages,
            made_by={**provenance(assignment), **versions()},
            asked=self.asked,
        )


class _Work:
    """What has been done so far."""

    def __init__(self, run: ClassRun, manifest: Manifest, progress: Progress) -> None:
        self._run = run
        self._progress = progress
        assignment = run.course.assignment(run.terms.rubric.assignment)
        keys = LineKeys(
            assignment,
            run.terms.rubric,
            Reference.read(assignment.reference),
            seed=run.terms.seed,
            deadline=run.terms.deadline,
        )
        self._parts = RunParts(
            course=run.course,
            folder=run.folder,
            hand_ins=run.intake.hand_ins,
            keys=keys,
            terms=run.terms,
            made_by=manifest.made_by,
        )
        self._disturbed: list[int] = []
        # By the submission's name: what is graded once more counts once.
        self.graded: set[tuple[str, str]] = set()
        self.left: dict[str, int] = {}
        self.faults: dict[str, str] = {}
        self.stopped = ""

    def do(self) -> None:
        """Grade all; then, with nothing beside them, those that others may have disturbed."""
        make = self._run.hands or partial(Processes, jobs=self._run.jobs)
        with closing(make(self._parts)) as hands:
            try:
                self._grade(hands, range(len(self._parts.hand_ins)), alone=hands.is_single)
                if self._disturbed and not self.stopped and not hands.is_single:
                    again, self._disturbed = sorted(self._disturbed), []
                    self._grade(hands, again, alone=True)
            except RunEnds as end:
                self.stopped = str(end)

    def _grade(self, hands: Hands, places: Sequence[int], *, alone: bool) -> None:
        with closing(hands.graded(places, alone=alone)) as outcomes:
            for count, (place, done) in enumerate(outcomes, start=1):
                self._note(done, place)
                self._progress(done, count, len(places))
                if self.stopped:
                    break

    def _note(self, done: Done, place: int) -> None:
        self.graded.update((done.id, number) for number in done.lines)
        self.left[done.id] = done.left
        if done.fault:
            self.faults[done.id] = done.fault
        if done.disturbed:
            self._disturbed.append(place)
        self.stopped = self.stopped or done.ends_run


def earlier_run(folder: RunFolder, course: Course, assignment: str) -> Manifest | None:
    """Return what an earlier run in a folder was about; None if it is empty.

    Raises:
        RunFolderError: What is there belongs to another run, or to none.
    """
    if not (folder.path / "run.json").exists():
        there = [name for name in _OURS if (folder.path / name).exists()]
        if there:
            raise RunFolderError(
                f"{folder.path}: {' and '.join(there)} would be replaced, and no run over a class "
                "has written them (there is no run.json): take another folder"
            )
        return None
    earlier = folder.manifest()
    if earlier.assignment != assignment:
        raise RunFolderError(
            f"{folder.path}: an earlier run over {earlier.assignment} is here, and this one is "
            f"over {assignment}: take another folder"
        )
    if earlier.course != str(course.root) and os.path.isdir(earlier.course):
        raise RunFolderError(
            f"{folder.path}: an earlier run of the course {earlier.course} is here, and this one "
            f"is of {course.root}: take another folder"
        )
    return earlier


def usual_jobs() -> int:
    """Return how many processes grade at once if nobody says: as processors and memory allow."""
    processors = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(1, min(processors, memory // _MEMORY_OF_A_JOB))
