"""The student's folder: up to date, self-contained, and at home on any system."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading import template
from autograder.run import assignments

PROJECT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ("hw2022", "hw2025")

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


def folder_with(tmp_path, assignment, answers):
    folder = tmp_path / assignment
    shutil.copytree(PROJECT / "student_template" / assignment, folder)
    for path in answers.glob("*.py"):
        shutil.copy(path, folder)
    return folder


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_template_is_what_its_sources_make(assignment):
    """`autograder template` would change nothing."""
    differing = template.check(
        PROJECT / "reference" / assignment,
        PROJECT / "tests" / "public" / assignment,
        PROJECT / "student_template" / assignment,
        assignments()[assignment],
    )
    assert not differing, "run `autograder template`"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_public_tests_pass_for_the_reference(tmp_path, assignment):
    """None is skipped, without our packages and without modules that only Linux has."""
    folder = folder_with(tmp_path, assignment, PROJECT / "reference" / assignment)
    run = run_public_tests(folder)
    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout
    assert "skipped" not in run.stdout


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_public_tests_name_what_is_not_done(tmp_path, assignment):
    """The untouched template fails nothing and passes nothing."""
    folder = folder_with(tmp_path, assignment, tmp_path / "nothing")
    run = run_public_tests(folder)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "is not done yet" in run.stdout
    assert " passed" not in run.stdout


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_public_tests_warn_of_copies_without_our_packages(tmp_path, assignment):
    """A download's number, or a folder further down: both are named beside the file itself."""
    folder = folder_with(tmp_path, assignment, PROJECT / "reference" / assignment)
    first, second, *_ = sorted(path.name for path in folder.glob("q*.py"))
    (folder / "handed in").mkdir()
    shutil.copy(folder / first, folder / f"{Path(first).stem} (1).py")
    shutil.copy(folder / second, folder / "handed in" / second)
    run = run_public_tests(folder)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 warnings" in run.stdout
    assert f"{Path(first).stem} (1).py and {first} are 2 forms of one file" in run.stdout
    assert f"{second} and handed in/{second} are 2 forms of one file" in run.stdout
