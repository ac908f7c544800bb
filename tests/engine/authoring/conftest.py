"""A course with one question of every kind, made once, and workers to grade it in."""

import ast
import re
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

_EARNS = re.compile(r"earns ([a-z]+|[0-9/]+)(?:: ([\w; -]+?))?(?: at step (\d+))?")


@pytest.fixture
def course(tmp_path):
    """A course with a new assignment."""
    root = tmp_path / "course"
    new_assignment(root, "hw2026")
    return Course(root)


@pytest.fixture
def assignment(course):
    """The new assignment."""
    return course.assignment("hw2026")


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
