"""The public tests of this repository's assignments, as students run them."""

import os
import shutil
import subprocess
import sys

import pytest

from autograder.course import Course
from rubric_lines import ASSIGNMENTS, PROJECT


@pytest.fixture(params=ASSIGNMENTS)
def assignment(request):
    return Course(PROJECT).assignment(request.param)


@pytest.fixture
def folder(assignment, tmp_path):
    """The students' folder, as it is handed out."""
    return shutil.copytree(assignment.template, tmp_path / "mine")


def run_public_tests(folder):
    """Run pytest with its own plugins alone; our packages are there, and are not asked for."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PY")}
    return subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**environment, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )


def test_public_tests_name_what_is_not_done(folder):
    """The untouched template fails nothing and passes nothing."""
    run = run_public_tests(folder)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "is not done yet" in run.stdout
    assert " passed" not in run.stdout
