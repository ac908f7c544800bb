"""Grades a whole submission that an author names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from autograder.graded_apart import grade_apart

from .refusal import AuthoringError

__all__ = ["graded", "submission_folder"]

# Lines of what went wrong: the last ones say it.
_MOST_SAID = 3


def submission_folder(assignment: Assignment, name: str) -> Path:
    """Return the folder of a submission: of one of the course's by its name, or any by its path.

    Raises:
        AuthoringError: There is none.
    """
    for folder in (assignment.submissions / name, Path(name)):
        if folder.is_dir() and name not in ("", ".", ".."):
            return folder.resolve()
    known = sorted(path.name for path in assignment.submissions.glob("*/"))
    there = f"there is {', '.join(known)}" if known else "there is none yet"
    raise AuthoringError(f"{assignment.submissions}: no submission {name}; {there}")


def graded(assignment: Assignment, folder: Path) -> Mapping[str, Any]:
    """Grade a submission, and return the content of its ``results.json``.

    Raises:
        AuthoringError: It could not be graded.
    """
    run = grade_apart(assignment, folder)
    if run.fault or run.results is None:
        said = "\n".join(run.fault.splitlines()[-_MOST_SAID:])
        raise AuthoringError(f"{folder}: could not be graded: {said}")
    return run.results
