"""A course with one question of every kind, made once, and workers to grade it in."""

import ast
import re
import shutil
from dataclasses import replace

import pytest

from autograder.authoring.add import add_question
from autograder.authoring.kind import known_kinds
from autograder.authoring.new import new_assignment
from autograder.course import Course
from autograder.grading.points import read_share
from autograder.grading.reference import Reference, RunningReference
from autograder.grading.rubric import read_rubric
from autograder.grading.rubric_modules import RubricPackage
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.grading.submitted import answering_functions
from autograder.grading.template import check

_EARNS = re.compile(r"earns ([a-z]+|[0-9/]+)(?:: ([\w; -]+?))?(?: at step (\d+))?")


# A test of the form by hand: nothing has to be run to make one.
_FORM = """

def test_the_slope_is_a_scalar(ask, assert_expression):
    assert_expression(ask(q1.softplus_slope, x=real), shape="scalar", symbols=("x",))
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A course with three questions in two files, made once: 1.1, 1.2 and 2.1.witness."""
    root = tmp_path_factory.mktemp("made") / "course"
    new_assignment(root, "hw2026")
    assignment = Course(root).assignment("hw2026")
    with (assignment.public / "test_q1_softplus_slope.py").open("a") as file:
        file.write(_FORM)
    add_question(assignment, "1.2", "entries")
    add_question(assignment, "2.1.witness", "witness")
    return root


@pytest.fixture
def course(made, tmp_path):
    """A copy of that course, to change."""
    root = tmp_path / "course"
    shutil.copytree(made, root)
    return Course(root)


@pytest.fixture
def assignment(course):
    """Its assignment."""
    return course.assignment("hw2026")


@pytest.fixture
def unchanged(course):
    """Say that no file of the course has changed."""
    before = contents(course.root)
    yield
    assert contents(course.root) == before


def contents(root):
    """Return the bytes of all files below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture
def require_sane():
    """Return what makes sure that a course is whole: its rubric, its checkers, its template."""

    def require_sane(assignment):
        rubric = read_rubric(assignment.rubric)
        package = RubricPackage(assignment.rubric)
        functions = answering_functions(
            {path.name: path.read_bytes() for path in assignment.reference.glob("*.py")}
        )
        assert functions == {line.number: package.check(line)[0].name for line in rubric.lines}
        assert check(assignment, rubric) == []
        numbers = [line.number for line in rubric.lines]
        for path in assignment.submissions.glob("*/expected"):
            assert [line.split()[0] for line in path.read_text().splitlines()] == numbers
        assert {path.name for path in assignment.variants.glob("*/")} == set(numbers)
        return rubric

    return require_sane


@pytest.fixture(scope="session")
def all_kinds(tmp_path_factory):
    """An assignment to which a question of every kind was added, and their numbers by kind."""
    root = tmp_path_factory.mktemp("kinds") / "course"
    new_assignment(root, "hw2026")
    assignment = Course(root).assignment("hw2026")
    numbers = {kind: f"{2 + place % 2}.{kind}" for place, kind in enumerate(known_kinds())}
    for kind, number in numbers.items():
        add_question(assignment, number, kind)
    return assignment, {"first": "1.1", **numbers}


@pytest.fixture(scope="session")
def judged(all_kinds, zygote, layers):
    """Return the verdict on a line of that assignment, of an answer or of the reference."""
    assignment, _ = all_kinds
    lines = {line.number: line for line in read_rubric(assignment.rubric).lines}
    package = RubricPackage(assignment.rubric)
    reference = Reference.read(assignment.reference)
    layers = replace(layers, private_user=False)
    with RunningReference(zygote, reference, layers=layers) as running:

        def judged(number, answer=b""):
            sources = dict(reference.sources)
            sources[lines[number].question_file] += b"\n\n" + answer
            with Session(zygote, running, Submission(sources), layers=layers) as session:
                return session.grade(lines[number], *package.check(lines[number]))

        yield judged


@pytest.fixture(scope="session")
def announced():
    """Return what a variant says that it earns: the share, the note, and the step that fails."""

    def announced(path):
        first = ast.get_docstring(ast.parse(path.read_text())).splitlines()[0]
        said = _EARNS.fullmatch(first)
        return read_share(said[1]), said[2] or "", int(said[3] or 0)

    return announced
