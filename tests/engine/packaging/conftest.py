"""A small course to make packages of: one assignment, two questions, two submissions."""

import shutil
import subprocess
import sys

import pytest

from autograder.course import Course
from autograder.grading.rubric import read_rubric
from autograder.grading.template import generate
from installed import installed_versions

REFERENCE = '''\
"""Q1 — sums ({points} points)."""

from notation import question, real


@question("1.double", x=real)
def double(x):
    """Twice x."""
    return 2 * x


@question("1.count")
def count():
    """How many subsets a set of three has: an integer."""
    return [8]
'''

RUBRIC = '''\
"""Q1 of tiny."""

from autograder.rubric import Entries, Equal, number, ref, weight

from .tolerances import EXACT


@number("1.double")
@weight(2)
def test_double(grade):
    """Twice a number"""
    grade(ref.double, Equal())


@number("1.count")
@weight(1)
def test_count(grade):
    """Subsets"""
    grade(ref.count, Entries(tolerance=EXACT))
'''

HALF = """\
def double(x):
    return x + x


def count():
    return [7]
"""


def write(root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Make the course once: its folder for students takes a worker to make."""
    root = tmp_path_factory.mktemp("made")
    write(
        root,
        {
            "reference/tiny/q1_sums.py": REFERENCE,
            "reference/tiny/secret": "9a1c\n",
            "reference/tiny/python": "{}.{}\n".format(*sys.version_info[:2]),
            "reference/tiny/requirements.txt": installed_versions().text("tiny"),
            "tests/grading/tiny/test_q1_sums.py": RUBRIC,
            "tests/grading/tiny/tolerances.py": 'EXACT = "0.001"\n',
            "tests/public/tiny/test_q1_sums.py": "import q1_sums\n",
            "tests/variants/tiny/1.double/wrong_thrice.py": "def double(x):\n    return 3 * x\n",
            "tests/submissions/tiny/half/q1_sums.py": HALF,
            "tests/submissions/tiny/whole/q1_sums.py": HALF.replace("[7]", "[8]"),
        },
    )
    assignment = Course(root).assignment("tiny")
    generate(assignment, read_rubric(assignment.rubric))
    return root


@pytest.fixture
def tiny(made, tmp_path):
    """An assignment of two questions, with versions that are all here, and two submissions."""
    return Course(shutil.copytree(made, tmp_path / "course")).assignment("tiny")


@pytest.fixture
def autograder(tmp_path):
    """Run the command line in a process of its own, from a folder that is no course."""

    def run(*arguments):
        command = [sys.executable, "-I", "-m", "autograder", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    return run
