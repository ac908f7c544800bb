"""Whole submissions, graded as they are handed in: what each line earns, and what students read.

A submission is a folder of ``tests/submissions/<assignment>/``. Its file ``expected`` says of every
line of the rubric what it earns: the line's number and the share, as ``all`` or ``2/3``.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading.points import read_share
from autograder.grading.rubric import read_rubric

PROJECT = Path(__file__).resolve().parents[3]
SUBMISSIONS = PROJECT / "tests" / "submissions"
FOLDERS = sorted(path.parent for path in SUBMISSIONS.glob("*/*/expected"))
ASSIGNMENTS = ("hw2022", "hw2025")
for_each_assignment = pytest.mark.parametrize("assignment", ASSIGNMENTS)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade a submission once; return the content of its `results.json`."""
    known = {}

    def graded(folder):
        if folder not in known:
            out = tmp_path_factory.mktemp(folder.name)
            command = [sys.executable, "-m", "autograder", "grade", folder, "--quiet", "--out", out]
            run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
            assert run.returncode == 0, run.stderr
            known[folder] = json.loads((out / "results.json").read_text())
        return known[folder]

    return graded


def expected(folder):
    lines = (folder / "expected").read_text().splitlines()
    return {number: read_share(share) for number, share in map(str.split, lines)}


@for_each_assignment
def test_there_are_submissions(assignment):
    for name in ("typical", "excellent", "empty"):
        assert SUBMISSIONS / assignment / name in FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_submission_earns_what_is_expected_line_by_line(graded, folder):
    """Every line of the rubric is spoken of, and none is left to a person."""
    rubric = read_rubric(PROJECT / "tests" / "grading" / folder.parent.name)
    assert list(expected(folder)) == [line.number for line in rubric.lines]
    earned = {test["number"]: test["score"] for test in graded(folder)["tests"]}
    shares = expected(folder)
    right = {
        line.number: round(float(line.weight * shares[line.number]), 6) for line in rubric.lines
    }
    assert earned == right
    assert all("status" in test for test in graded(folder)["tests"])


@for_each_assignment
def test_the_excellent_submission_earns_everything(assignment):
    rubric = read_rubric(PROJECT / "tests" / "grading" / assignment)
    shares = expected(SUBMISSIONS / assignment / "excellent")
    assert shares == {line.number: 1 for line in rubric.lines}


def functions(path):
    """Return the functions of a file: each one's source without decorators and docstring.

    A choice has no other words: what only returns a constant is left out.
    """
    found = {}
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if not isinstance(getattr(body[0], "value", None), ast.Constant):
                found[node.name] = [ast.dump(statement) for statement in body]
    return found


@pytest.mark.parametrize(
    "path",
    sorted((PROJECT / "reference").glob("*/q*.py")),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_the_excellent_submission_is_not_written_as_the_reference_is(path):
    """Not one answer is: what it earns is earned in other words."""
    ours = functions(path)
    theirs = functions(SUBMISSIONS / path.parent.name / "excellent" / path.name)
    shared = [name for name in ours.keys() & theirs.keys() if ours[name] == theirs[name]]
    assert not shared


@for_each_assignment
def test_public_tests_pass_for_the_excellent_submission(tmp_path, assignment):
    """What the grader takes, they do not object to."""
    folder = tmp_path / assignment
    shutil.copytree(PROJECT / "student_template" / assignment, folder)
    for path in (SUBMISSIONS / assignment / "excellent").glob("*.py"):
        shutil.copy(path, folder)
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    environment = {"PATH": "/usr/bin:/bin", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout


@for_each_assignment
def test_the_untouched_template_is_told_what_is_not_answered(graded, assignment):
    """Every line by itself, and nothing more."""
    for test in graded(SUBMISSIONS / assignment / "empty")["tests"]:
        assert test["score"] == 0
        assert test["output"].endswith("is not answered yet."), test["number"]


@for_each_assignment
def test_the_page_of_the_typical_submission_has_its_lines_and_points(graded, assignment):
    """Made by `python docs/example.py hw2022 typical > docs/example-hw2022.md`.

    The wording of what is said may be older there: a better message need not wait for the page.
    """
    path = PROJECT / "docs" / "example.py"
    spec = importlib.util.spec_from_file_location("example", path)
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    page = (PROJECT / "docs" / f"example-{assignment}.md").read_text()
    now = example.page(assignment, "typical", graded(SUBMISSIONS / assignment / "typical"))
    assert headings(now) == headings(page), "make the page again"


def headings(page):
    return [line for line in page.splitlines() if line.startswith(("## ", "**"))]
