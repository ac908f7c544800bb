"""What goes to a grading process and what comes back: records, as bytes that only their types read.

People's names and addresses stay where the run is: a submission is called by its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.batch.submission_grader import Done
from autograder.grading.submission import Submission
from autograder.records.kept import KeptSubmission

__all__ = ["GradingOrder", "Opened", "Opening", "Reply"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a grading process gets first: the course, and how its submissions are graded.

    Args:
        assignment: The name of the assignment.
        files: Its files, by their paths in the course.
        chosen: The numbers of the lines that are graded.
        seed: Overrides the seeds that follow from submissions.
        deadline: Seconds for one submission.
        unsafe: Go on where workers cannot be kept from harm.
    """

    assignment: str
    files: Mapping[str, bytes]
    chosen: frozenset[str]
    seed: int | None
    deadline: float
    unsafe: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What it answers to that.

    Args:
        made_by: Versions, and digests of the rubric and the engine, as in a manifest.
        fault: Why it cannot grade, if so.
    """

    made_by: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingOrder:
    """A submission to be graded.

    Args:
        id: What it is called.
        submission: What was read of it.
        before: What was kept of it.
        is_alone: Whether no other process of the run grades on the machine meanwhile.
    """

    id: str
    submission: Submission
    before: KeptSubmission | None
    is_alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of an order.

    Args:
        done: What is said of the submission; None where it was not graded.
        kept: What is to be kept of it, if there is anything.
        lost: What ended the process that graded it.
        is_unknown: Whether there is no course for it where it was sent.
    """

    done: Done | None = None
    kept: KeptSubmission | None = None
    lost: str = ""
    is_unknown: bool = False
