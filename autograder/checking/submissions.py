"""Whole submissions: each line earns what is expected, graded as they are handed in.

A submission is a folder of ``tests/submissions/<assignment>/``. Its file ``expected`` says of every
line of the rubric what it earns: the line's number and the share, as ``all`` or ``2/3``. Where all
is expected, the public tests have nothing to object to, as they have not to the reference.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from autograder.graded_apart import read_results
from autograder.grading.points import points_text, read_share
from autograder.grading.rubric import Rubric
from autograder.grading.submission import SubmissionError

from .report import Outcome, Problem
from .workbench import Workbench

__all__ = ["outcomes_of_reference_folder", "outcomes_of_submission", "submissions_of"]

_EXPECTED = "expected"
_LONGEST = 4_000


def submissions_of(assignment: Assignment) -> list[str]:
    """Return the names of the submissions of which it is said what they earn."""
    return sorted(path.parent.name for path in assignment.submissions.glob(f"*/{_EXPECTED}"))


def outcomes_of_submission(bench: Workbench, name: str) -> Iterator[Outcome]:
    """Yield, for one submission, whether each line earns what is expected."""
    folder, row = bench.assignment.submissions / name, f"submission {name}"
    begun = time.monotonic()
    expected, problems = _read_expected(folder / _EXPECTED, bench.rubric)
    yield Outcome(row, _EXPECTED, tuple(problems))
    results, fault = _graded(bench, folder)
    if fault or results is None:
        problem = Problem(str(folder), f"it could not be graded: {fault}")
        yield Outcome(row, "graded", (problem,), time.monotonic() - begun)
        return
    seconds = (time.monotonic() - begun) / max(1, len(bench.rubric.lines))
    tests = {test["number"]: test for test in results["tests"]}
    for line in bench.rubric.lines:
        if line.number in expected:
            share, place = expected[line.number]
            found = _problem(line.weight, share, tests.get(line.number), place, line.number)
            yield Outcome(row, line.number, (found,) if found else (), seconds)
    if all(share == 1 for share, _ in expected.values()):
        files = (path for ending in ("py", "tex") for path in folder.glob(f"*.{ending}"))
        sources = {path.name: path.read_bytes() for path in files}
        yield _public_tests_pass(bench.assignment, sources, row, folder)


def outcomes_of_reference_folder(bench: Workbench) -> Iterator[Outcome]:
    """Yield whether the public tests pass for the reference."""
    folder = bench.assignment.reference
    yield _public_tests_pass(bench.assignment, bench.reference.sources, "public", folder)


def _graded(bench: Workbench, folder: Path) -> tuple[Mapping[str, Any] | None, str]:
    """Grade a submission; return the content of its ``results.json``, and what went wrong."""
    with tempfile.TemporaryDirectory(prefix="results-of-a-submission-") as out:
        try:
            fault = bench.grade_whole(folder.resolve(), Path(out))
        except SubmissionError as error:
            fault = str(error)
        return read_results(Path(out)), fault


def _read_expected(
    path: Path, rubric: Rubric
) -> tuple[dict[str, tuple[Fraction, str]], list[Problem]]:
    """Return the share and its place by the line's number, and what is wrong with the file."""
    expected: dict[str, tuple[Fraction, str]] = {}
    problems = []
    numbers = [line.number for line in rubric.lines]
    for count, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        place = f"{path}:{count}"
        try:
            number, said = text.split()
            share = read_share(said)
        except ValueError:
            remedy = "Write a line's number and its share, such as `2.3.debiased 2/3`."
            problems.append(Problem(place, f"`{text}` cannot be read", remedy))
            continue
        if number not in numbers:
            problems.append(Problem(place, f"there is no line {number} in the rubric"))
        expected[number] = share, place
    missing = [number for number in numbers if number not in expected]
    if missing:
        remedy = "Say what they earn, each on a line of its own."
        problems.append(Problem(str(path), f"it lacks {', '.join(missing)}", remedy))
    return expected, problems


def _problem(
    weight: Fraction, share: Fraction, test: Mapping[str, Any] | None, place: str, number: str
) -> Problem | None:
    """Return in what a result is another than expected."""
    if test is None:
        return Problem(place, f"{number} is not in the results")
    right = round(float(weight * share), 6)
    if "status" in test and test["score"] == right:
        return None
    earned = f"earns {points_text(Fraction(test['score']))} of {points_text(weight)} points"
    if "status" not in test:
        earned = "is left to a person"
    what = f"{number} {earned}, and {points_text(weight * share)} are expected"
    said = "".join(f"\n    {line}" for line in test.get("output", "").splitlines())
    return Problem(place, f"{what}{said}", "Mend what is expected, or what grades the line.")


def _public_tests_pass(
    assignment: Assignment, sources: Mapping[str, bytes], row: str, folder: Path
) -> Outcome:
    """Run the public tests in the students' folder with answers in it."""
    begun = time.monotonic()
    if not assignment.template.is_dir():
        remedy = f"Make it: autograder template {assignment.name}"
        problem = Problem(str(assignment.template), "there is no students' folder", remedy)
        return Outcome(row, "public tests pass", (problem,))
    with tempfile.TemporaryDirectory(prefix="checked-") as made:
        copy = Path(made, assignment.name)
        shutil.copytree(assignment.template, copy)
        for name, content in sources.items():
            (copy / name).write_bytes(content)
        command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        environment = {"PATH": "/usr/bin:/bin", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        run = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
    problems: tuple[Problem, ...] = ()
    if run.returncode or "skipped" in run.stdout:
        what = f"the public tests of {assignment.public} object to it"
        said = "".join(f"\n    {line}" for line in run.stdout[-_LONGEST:].splitlines())
        remedy = "Students are told to run them: they promise no more than the docstrings."
        problems = (Problem(str(folder), f"{what}{said}", remedy),)
    return Outcome(row, "public tests pass", problems, time.monotonic() - begun)
