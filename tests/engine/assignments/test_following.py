"""One mistake costs once: lines go on from the student's own answers, and get no easier by it."""

import importlib.util
from functools import cache
from pathlib import Path

import pytest

from autograder.checkers.following import FOLLOWED
from autograder.grading.reference import Reference
from autograder.grading.rubric import grading_order, read_rubric
from autograder.grading.session import Session
from autograder.grading.submission import Submission

PROJECT = Path(__file__).resolve().parents[3]


@cache
def rubric_of(assignment):
    return read_rubric(PROJECT / "tests" / "grading" / assignment)


@cache
def reference_of(assignment):
    return Reference.read(PROJECT / "reference" / assignment)


@cache
def check_of(assignment, number):
    """Return what the line's test passes to `grade`: the target and the checker."""
    line = next(line for line in rubric_of(assignment).lines if line.number == number)
    spec = importlib.util.spec_from_file_location(line.module.stem, line.module)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    passed = []
    getattr(module, line.test)(lambda target, checker: passed.append((target, checker)))
    (check,) = passed
    return check


@pytest.fixture
def grade(zygote, layers, running):
    """Return the verdicts on lines of a submission: the reference, with other functions in it."""

    def grade(assignment, source, *numbers):
        lines = [line for line in rubric_of(assignment).lines if line.number in numbers]
        chosen = {line.number for n in numbers for line in rubric_of(assignment).select(n).lines}
        sources = dict(reference_of(assignment).sources)
        sources[lines[0].question_file] += f"\n\n{source}\n".encode()
        found = {}
        with Session(zygote, running(assignment), Submission(sources), layers=layers) as session:
            for line in grading_order(rubric_of(assignment).lines):
                if line.number in chosen:
                    check = check_of(assignment, line.number)
                    found[line.number] = session.grade(line, *check)
        return found

    return grade
