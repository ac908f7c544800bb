"""The lines of both rubrics, and submissions that answer one of them differently.

For tests that grade by the real rubrics: what stands here is read once for all of them, and at the
time when tests are collected, since they have a case for each line. Tests import it by its name.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from autograder.grading.reference import Reference
from autograder.grading.rubric import read_rubric

PROJECT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ("hw2022", "hw2025")


@cache
def rubric_of(assignment):
    return read_rubric(PROJECT / "tests" / "grading" / assignment)


@cache
def reference_of(assignment):
    return Reference.read(PROJECT / "reference" / assignment)


def line_of(assignment, number):
    return next(line for line in rubric_of(assignment).lines if line.number == number)


@cache
def check_of(assignment, number):
    """Return what the line's test passes to `grade`: the target and the checker."""
    line = line_of(assignment, number)
    spec = importlib.util.spec_from_file_location(line.module.stem, line.module)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    passed = []
    getattr(module, line.test)(lambda target, checker: passed.append((target, checker)))
    (check,) = passed
    return check


def sources_with(assignment, number, answer):
    """Return a submission: the reference, in which a line is answered as these bytes do."""
    sources = dict(reference_of(assignment).sources)
    sources[line_of(assignment, number).question_file] += b"\n\n" + answer
    return sources
