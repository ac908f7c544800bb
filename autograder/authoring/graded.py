"""Grades a whole submission of a course as a user would, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ..course import Assignment
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


def graded(assignment: Assignment, folder: Path) -> dict[str, Any]:
    """Grade a submission, and return the content of its ``results.json``.

    Raises:
        AuthoringError: It could not be graded.
    """
    with tempfile.TemporaryDirectory(prefix="results-of-a-submission-") as out:
        command = [
            sys.executable, "-I", "-m", "autograder", "grade", str(folder), "--quiet",
            "--course", str(assignment.course), "--assignment", assignment.name, "--out", out,
        ]  # fmt: skip
        run = subprocess.run(
            command, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=os.sep,
            check=False,
        )  # fmt: skip
        if run.returncode:
            said = "\n".join(run.stderr.strip().splitlines()[-_MOST_SAID:])
            raise AuthoringError(f"{folder}: could not be graded: {said}")
        content: dict[str, Any] = json.loads(Path(out, "results.json").read_text("utf-8"))
        return content
