"""A course of one's own to spoil, and what checks it."""

import shutil
from contextlib import ExitStack

import pytest

from autograder.checking.workbench import Workbench
from autograder.course import Course
from small_course import NAME


@pytest.fixture
def assignment(course, tmp_path):
    """The assignment of a copy of the small course, to be changed."""
    root = tmp_path / "course"
    shutil.copytree(course.root, root)
    return Course(root).assignment(NAME)


@pytest.fixture
def replace_in():
    """Put something in the place of a text that stands once in a file."""

    def replace_in(path, old, new):
        text = path.read_text()
        assert text.count(old) == 1, f"{path} has {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new))

    return replace_in


@pytest.fixture
def bench(assignment, zygote):
    """Open a workbench for the assignment as it is by now."""
    with ExitStack() as stack:

        def bench(**options):
            return stack.enter_context(Workbench(assignment, zygote, **options))

        yield bench


@pytest.fixture
def line_number():
    """Return the number of the first line of a file that has a text."""

    def line_number(path, text):
        lines = path.read_text().splitlines()
        return next(n for n, line in enumerate(lines, 1) if text in line)

    return line_number


@pytest.fixture
def in_latex(assignment):
    """Write variants in LaTeX for lines of the assignment: expressions, numbers and a choice."""
    answers = {
        "1.mean/right_decimals": ("all", "$4.0, 3.0$"),
        "1.mean/wrong_first": ("half", r"\[ \begin{pmatrix} 3 \\ 3 \end{pmatrix} \]"),
        "1.mean/wrong_medians": ("nothing", "$(3, 2)$"),
        "1.shifted/right_word": ("all", "No."),
        "1.shifted/wrong_true": ("nothing", "Yes."),
        "2.weights/right_turned": ("all", r"\[ -(\beta^t - 1) \]"),
        "2.weights/wrong_last_weight": ("nothing: last weight", r"$1-\beta$"),
        "2.weights/wrong_one": ("nothing", "$1$"),
        "2.cost/right_order": ("all", "$O(td)$"),
        "2.cost/wrong_steps": ("nothing", "$O(t)$"),
        "2.cost/wrong_square": ("nothing", "$O(t^2 d)$"),
    }
    for name, (earns, formula) in answers.items():
        number = name.partition("/")[0]
        answer = f"\\begin{{answer}}{{{number}}}\n{formula}\n\\end{{answer}}"
        (assignment.variants / f"{name}.tex").write_text(f"% earns {earns}\n{answer}\n")
