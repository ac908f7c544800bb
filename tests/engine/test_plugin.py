"""Nothing of a submission configures the grader or runs in it, whatever it brings along."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import VARIABLE
from small_course import ASSIGNMENT, COURSE

BIN = Path(sys.executable).parent
MARK = "open(r'{marker}/{name}', 'w').close()\n"
# What Python, pytest or the grader's own imports would find by name.
MODULES = [
    "conftest.py", "evil.py", "sitecustomize.py", "usercustomize.py", "click.py", "msgspec.py",
    "rich.py", "pytest.py", "_pytest.py", "autograder.py", "notation.py", "runpy.py", "numpy.py",
    "gradescope_utils.py", "tests/conftest.py", "test_marker.py", "guest.py", "flint.py",
]  # fmt: skip
CONFIGURATION = {
    "pytest.ini": "[pytest]\naddopts = -p evil\npythonpath = .\n",
    ".pytest.ini": "[pytest]\naddopts = -p evil\npythonpath = .\n",
    "tox.ini": "[pytest]\naddopts = -p evil\npythonpath = .\n",
    "setup.cfg": "[tool:pytest]\naddopts = -p evil\npythonpath = .\n",
    "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-p evil"\npythonpath = ["."]\n',
    "evil.pth": "import evil\n",
}


@pytest.fixture
def markers(tmp_path):
    """A folder in which everything that is executed leaves a file."""
    folder = tmp_path / "markers"
    folder.mkdir()
    return folder


@pytest.fixture
def booby_trapped(tmp_path, markers):
    """A right answer to one question, surrounded by what must not be executed in the grader."""
    folder = tmp_path / "submission"
    shutil.copytree(ASSIGNMENT.reference, folder, ignore=shutil.ignore_patterns("secret"))
    for name in MODULES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(MARK.format(marker=markers, name=name.replace("/", "-")))
    for name, text in CONFIGURATION.items():
        (folder / name).write_text(text)
    return folder


def run(*command, cwd, **environment):
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, VARIABLE: str(COURSE.root), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


GRADE = ["grade", "--only", "1.mean"]


def test_nothing_of_a_submission_runs_in_the_grader(booby_trapped, markers, tmp_path):
    """The working directory is the submission, and the environment has options for pytest."""
    done = run(
        BIN / "autograder", *GRADE, ".", "--out", tmp_path / "out",
        cwd=booby_trapped, PYTEST_ADDOPTS="-p evil", PYTEST_PLUGINS="evil",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert os.listdir(markers) == []
    assert json.loads((tmp_path / "out" / "results.json").read_bytes())["score"] == 1


def test_python_m_autograder_finds_no_modules_in_the_working_directory(booby_trapped, markers):
    """Python itself looks there for what starts it; everything after that is ours."""
    for name in ("autograder.py", "runpy.py", "sitecustomize.py", "usercustomize.py"):
        (booby_trapped / name).unlink()
    done = run(sys.executable, "-m", "autograder", *GRADE, ".", cwd=booby_trapped)
    assert done.returncode == 0, done.stderr
    assert os.listdir(markers) == []


@pytest.mark.parametrize(
    ("argument", "place"),
    [
        ("--submission={}", "inside"),
        ("--submission {}", "outside"),
        ("{} --submission={}", "outside"),
    ],
)
def test_bare_pytest_refuses(tmp_path, argument, place):
    """It would take the submission's own pytest.ini for its configuration."""
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_q1.py").write_text("def test_a(): pass")
    words = argument.replace("{}", str(folder)).split()
    done = run(BIN / "pytest", *words, cwd=folder if place == "inside" else tmp_path)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"--submission is for `autograder grade {folder}`" in done.stderr
    assert "passed" not in done.stdout


def test_bare_pytest_refuses_with_the_rubric_too(tmp_path):
    rubric = ASSIGNMENT.rubric / "test_q1_spread.py"
    done = run(BIN / "pytest", f"--submission={tmp_path}", rubric, cwd=COURSE.root)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "pytest was started without it" in done.stderr


def test_without_the_option_pytest_is_left_alone(tmp_path):
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n")
    done = run(BIN / "pytest", "-q", "test_own.py", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 passed" in done.stdout
