"""`run_autograder`, the platform's entry, and the command: the same submission, the same grades."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from autograder.course import VARIABLE
from small_course import ASSIGNMENT, COURSE, NAME

PROJECT = Path(__file__).resolve().parents[2]
TYPICAL = ASSIGNMENT.submissions / "typical"
ENTRY = PROJECT / "run_autograder"

pytestmark = pytest.mark.usefixtures("environment_of_the_project")


@pytest.fixture
def environment_of_the_project():
    """`run_autograder` starts the interpreter of `.venv`, which `setup.sh` has made."""
    assert (PROJECT / ".venv" / "bin" / "python").exists(), "run setup.sh first"


def run(command, **variables):
    environment = {**os.environ, VARIABLE: str(COURSE.root), **variables}
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def scores(results):
    content = json.loads(results.read_text())
    return {test["number"]: (test["score"], test.get("status")) for test in content["tests"]}


def output_on(root):
    return json.loads((root / "results" / "results.json").read_text())["output"]


def platform(tmp_path, submission):
    """Make the platform's folders, in a scratch root."""
    root = tmp_path / "root"
    shutil.copytree(submission, root / "submission")
    (root / "results").mkdir()
    (root / "submission_metadata.json").write_text("{}")
    return root


def test_the_platform_and_the_command_give_the_same_scores(tmp_path):
    """One submission, graded in the platform's layout and from its folder."""
    root = platform(tmp_path, TYPICAL)
    on_platform = run([ENTRY], AUTOGRADER_ROOT=str(root))
    assert on_platform.returncode == 0, on_platform.stderr
    command = [ENTRY, "grade", str(TYPICAL), "--out", str(tmp_path / "out")]
    by_command = run(command)
    assert by_command.returncode == 0, by_command.stderr
    assert scores(root / "results" / "results.json") == scores(tmp_path / "out" / "results.json")


@pytest.mark.parametrize("assignment", ["", NAME])
def test_on_the_platform_what_cannot_be_graded_has_results_and_is_no_failure(tmp_path, assignment):
    """A file where the folder should be: the platform would call another exit status a crash."""
    root = platform(tmp_path, TYPICAL)
    shutil.rmtree(root / "submission")
    (root / "submission").write_text("not a folder")
    variables = {"AUTOGRADER_ASSIGNMENT": assignment} if assignment else {}
    done = run([ENTRY], AUTOGRADER_ROOT=str(root), **variables)
    assert done.returncode == 0, done.stderr
    results = json.loads((root / "results" / "results.json").read_text())
    assert results["score"] == 0
    assert "not a folder" in results["output"]
    assert not any("status" in test for test in results["tests"])
    command = [ENTRY, "grade", str(root / "submission"), "--quiet"]
    assert run(command, **variables).returncode == 2


def test_on_the_platform_files_of_no_assignment_are_told_and_are_no_failure(tmp_path):
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "essay.txt").write_text("text")
    root = platform(tmp_path, tmp_path / "odd")
    done = run([ENTRY], AUTOGRADER_ROOT=str(root))
    assert done.returncode == 0, done.stderr
    assert "No file of a known assignment" in output_on(root)
    assert run([ENTRY, "grade", str(tmp_path / "odd"), "--quiet"]).returncode == 2


def test_a_submissions_configuration_of_pytest_is_not_executed(tmp_path):
    """Neither its pytest.ini, which loads a plugin, nor its conftest.py, from any folder."""
    marker = tmp_path / "executed"
    hostile = tmp_path / "submission"
    hostile.mkdir()
    shutil.copy(ASSIGNMENT.reference / "q1_spread.py", hostile)
    write = f"open({str(marker)!r}, 'w').close()\n"
    for name in ("conftest.py", "evil.py", "sitecustomize.py"):
        (hostile / name).write_text(write)
    for name, section in (
        ("pytest.ini", "pytest"),
        ("tox.ini", "pytest"),
        ("setup.cfg", "tool:pytest"),
    ):
        (hostile / name).write_text(f"[{section}]\naddopts = -p evil\n")
    (hostile / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '-p evil'\n")
    root = platform(tmp_path, hostile)
    variables = {
        "PYTEST_ADDOPTS": "-p evil", "PYTHONPATH": str(hostile), VARIABLE: str(COURSE.root),
    }  # fmt: skip
    for command, folder in (
        ([ENTRY, "grade", "."], hostile),
        ([ENTRY], root / "submission"),
        ([PROJECT / ".venv" / "bin" / "autograder", "grade", str(hostile), "--quiet"], tmp_path),
    ):
        environment = {**os.environ, **variables, "AUTOGRADER_ROOT": str(root)}
        if command[0] != ENTRY:
            # Whoever sets PYTHONPATH to a submission has executed it before we are asked.
            del environment["PYTHONPATH"]
        graded = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True
        )
        assert graded.returncode == 0, graded.stderr
        assert not marker.exists(), f"{command} executed the submission's configuration"
    assert sum(score for score, _ in scores(root / "results" / "results.json").values()) > 0


def test_a_missing_environment_is_named(tmp_path):
    """A copy without `.venv` says what to run."""
    copy = tmp_path / "run_autograder"
    shutil.copy(ENTRY, copy)
    started = run([copy], AUTOGRADER_ROOT=str(tmp_path))
    assert started.returncode == 3
    assert "setup.sh" in started.stderr
