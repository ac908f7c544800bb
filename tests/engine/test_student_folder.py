"""The student's folder: up to date, self-contained, and at home on any system."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading import template
from small_course import NAME, RUBRIC

# Modules that only some systems have, and packages that only the grader has.
BLOCKED = (
    "_curses", "crypt", "curses", "fcntl", "grp", "nis", "ossaudiodev", "pty", "pwd", "readline",
    "resource", "spwd", "syslog", "termios", "tty",
    "autograder", "click", "flint", "gradescope_utils", "hypothesis", "msgspec", "rich", "scipy",
)  # fmt: skip

RUN_BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(f"{{name}} is blocked", name=name)

for name in {blocked!r}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Blocked())
import pytest
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


def run_public_tests(folder, *arguments):
    script = RUN_BLOCKED.format(blocked=BLOCKED)
    return subprocess.run(
        [sys.executable, "-B", "-c", script, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )


@pytest.fixture
def assignment(course):
    """The small course's, with its students' folder."""
    return course.assignment(NAME)


@pytest.fixture
def folder_with(assignment, tmp_path):
    """Fill in the students' folder with the answers that lie in another one."""

    def folder_with(answers):
        folder = shutil.copytree(assignment.template, tmp_path / "mine")
        for path in answers.glob("*.py"):
            shutil.copy(path, folder)
        return folder

    return folder_with


def test_the_template_is_what_its_sources_make(assignment):
    assert template.check(assignment, RUBRIC) == []


def test_public_tests_pass_for_the_reference(assignment, folder_with):
    """None is skipped, without our packages and without modules that only Linux has."""
    run = run_public_tests(folder_with(assignment.reference))
    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout
    assert "skipped" not in run.stdout


def test_public_tests_name_what_is_not_done(folder_with, tmp_path):
    """The untouched template fails nothing and passes nothing."""
    run = run_public_tests(folder_with(tmp_path / "nothing"))
    assert run.returncode == 0, run.stdout + run.stderr
    assert "is not done yet" in run.stdout
    assert " passed" not in run.stdout


def test_public_tests_warn_of_copies_without_our_packages(assignment, folder_with):
    """A download's number, or a folder further down: both are named beside the file itself."""
    folder = folder_with(assignment.reference)
    first, second, *_ = sorted(path.name for path in folder.glob("q*.py"))
    (folder / "handed in").mkdir()
    shutil.copy(folder / first, folder / f"{Path(first).stem} (1).py")
    shutil.copy(folder / second, folder / "handed in" / second)
    run = run_public_tests(folder)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 warnings" in run.stdout
    assert f"{Path(first).stem} (1).py and {first} are 2 forms of one file" in run.stdout
    assert f"{second} and handed in/{second} are 2 forms of one file" in run.stdout
