"""Grades a whole submission as a user does: by the command, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .course import Assignment

__all__ = ["GradedApart", "grade_apart", "read_results"]

# As `python -m autograder`, wherever the package lies.
_PROGRAM = "import sys; sys.path.append(sys.argv.pop(1)); from autograder.cli import main; main()"
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class GradedApart:
    """How a submission was graded.

    Args:
        results: The content of its ``results.json``; None where none can be read.
        fault: The end of what the command said where it did not succeed; empty if it did.
    """

    results: Mapping[str, Any] | None
    fault: str


def grade_apart(assignment: Assignment, folder: Path) -> GradedApart:
    """Grade a submission of an assignment, without a GPU."""
    with tempfile.TemporaryDirectory(prefix="results-of-a-submission-") as out:
        command = [
            *(sys.executable, "-I", "-c", _PROGRAM, str(Path(__file__).parents[1])),
            *("grade", str(folder.resolve()), "--quiet", "--device", "cpu", "--out", out),
            *("--course", str(assignment.course), "--assignment", assignment.name),
        ]
        done = subprocess.run(
            command, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=os.sep,
            check=False,
        )  # fmt: skip
        results = read_results(Path(out))
    fault = ""
    if done.returncode or results is None:
        said = done.stderr.strip()[-_LONGEST:]
        fault = said or f"`autograder grade` ended with status {done.returncode}"
    return GradedApart(results, fault)


def read_results(folder: Path) -> Mapping[str, Any] | None:
    """Return the content of a folder's ``results.json``; None where that cannot be read."""
    try:
        results = json.loads((folder / "results.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return results if isinstance(results, dict) else None
