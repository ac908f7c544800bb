"""One answer graded in a few lines: what it earns, and what is refused."""

import re
import subprocess
import sys
from fractions import Fraction

import pytest

from autograder.course import Course, CourseError
from autograder.testing import AnswerGrader

REFERENCE = '''
"""Question 1."""

from notation import matrix, positive, question, vector

d = "d"


@question("1.slope", W=matrix(d, d), x=vector(d))
def slope(W, x):
    """d×1."""
    return helper(W) * x


@question("1.twice", W=matrix(d, d), x=vector(d), c=positive)
def twice(W, x, c):
    """c times your answer to 1.slope."""
    return c * (W + W.T) * x


def helper(W):
    return W + W.T


@question("1.product")
def product(x):
    """2x."""
    return 2 * x
'''
RUBRIC = '''
from autograder.rubric import Case, Close, Equal, Normal, code, follows, number, ref, weight


@number("1.slope")
@weight(2)
def test_slope(grade):
    """The slope."""
    grade(ref.slope, Equal())


@number("1.twice")
@weight(1)
@follows("1.slope")
def test_twice(grade):
    """What follows."""
    grade(ref.twice, Equal(following="c*({1.slope})"))


@number("1.product")
@weight(1)
@code
def test_product(grade):
    """Code."""
    grade(ref.product, Close(arguments=(Normal("x", "n"),), cases=(Case({"n": 2}),)))


@number("1.plain")
@weight(1)
def test_plain():
    """Without grade."""
'''


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    for path, text in (
        ("reference/small/q1_slopes.py", REFERENCE),
        ("tests/grading/small/test_q1_slopes.py", RUBRIC),
    ):
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text(text)
    return Course(root)


@pytest.fixture(scope="module")
def answers(course):
    with AnswerGrader(course) as grader:
        yield grader


def test_without_an_answer_the_reference_is_graded(answers):
    assert answers("small", "1.slope").share == 1


def test_an_answer_is_text(answers):
    """A right one in another form, a sign that is wrong, and what is no answer."""
    assert answers("small", "1.slope", "def slope(W, x): return W*x + W.T*x").share == 1
    verdict = answers("small", "1.slope", "def slope(W, x): return -W*x - W.T*x")
    assert (verdict.share, verdict.notes) == (Fraction(1, 2), ("sign",))
    assert answers("small", "1.slope", "def slope(W, x): raise NotImplementedError").share == 0


def test_an_answer_is_the_path_of_a_variant(answers, tmp_path):
    file = tmp_path / "wrong_half.py"
    file.write_text('"""earns nothing"""\n\n\ndef slope(W, x):\n    return W * x\n')
    assert answers("small", "1.slope", file).share == 0


def test_a_helper_of_the_references_can_be_the_answer(answers):
    assert answers("small", "1.slope", "def helper(W): return W*W").share == 0


def test_the_answer_to_a_line_that_is_followed_is_graded_first(answers):
    wrong = "def slope(W, x): return W*x\n\n\ndef twice(W, x, c): return c*W*x"
    assert answers("small", "1.twice", wrong).share == 1
    assert answers("small", "1.twice", "def twice(W, x, c): return c*W*x").share == 0


def test_syntax_is_the_answers_own_affair(answers):
    verdict = answers("small", "1.slope", "def slope(W, x) return")
    assert (verdict.share, verdict.notes) == (0, ("syntax",))


@pytest.mark.parametrize(
    ("assignment", "number", "answer", "text"),
    [
        ("smal", "1.slope", "", "no assignment smal (did you mean small?)"),
        ("small", "1.slop", "", "no line 1.slop (did you mean 1.slope?)"),
        ("small", "7", "", "no line 7; there is 1.slope, 1.twice, 1.product, 1.plain"),
        ("small", "1.plain", "", "does without `grade`"),
        ("small", "1.slope", "import notation\ndef slpoe(W, x): return W*x", "such as `slope`"),
    ],
)
def test_what_cannot_be_meant_is_refused(answers, assignment, number, answer, text):
    """Above all an answer to nothing, which would earn what the reference does."""
    with pytest.raises((CourseError, ValueError), match=re.escape(text)):
        answers(assignment, number, answer)


def test_a_file_that_is_not_there_is_refused(answers, tmp_path):
    with pytest.raises(FileNotFoundError):
        answers("small", "1.slope", tmp_path / "none.py")


def test_what_is_drawn_follows_from_the_seed(answers):
    """It stands beside the values with which something was found."""
    message = answers("small", "1.product", "def product(x): return x", seed=31).message
    assert "(seed 31)" in message
    assert answers("small", "1.product", "def product(x): return x", seed=32).message != message


def test_what_was_closed_starts_again(course):
    grader = AnswerGrader(course)
    for _ in range(2):
        with grader:
            assert grader("small", "1.slope").share == 1


def run_pytest(folder, text):
    (folder / "test_it.py").write_text(text)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_fixture_finds_the_course_as_the_commands_do(course):
    folder = course.root / "tests" / "reference"
    folder.mkdir()
    text = 'def test_it(grade_answer):\n    assert grade_answer("small", "1.slope").share == 1\n'
    done = run_pytest(folder, text)
    assert done.returncode == 0, done.stdout


def test_the_fixture_says_where_there_is_no_course(tmp_path):
    done = run_pytest(tmp_path, "def test_it(grade_answer):\n    pass\n")
    assert done.returncode == 1
    assert "CourseError: no course here" in done.stdout


def test_what_pytest_loads_in_every_run_is_cheap():
    """Nothing of the grader is imported until it is asked for."""
    script = (
        "import sys, pytest\n"
        "before = set(sys.modules)\n"
        "import autograder.plugin\n"
        "print(*sorted(set(sys.modules) - before))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    ours = ["autograder", "autograder.plugin", "autograder.submission_option"]
    assert done.stdout.split() == ours
