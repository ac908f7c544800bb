"""The lines of this repository's rubrics, and submissions that answer one of them differently.

For tests that grade by the real rubrics: what stands here is read once for all of them, and at the
time when tests are collected, since they have a case for each line. Tests import it by its name.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from autograder.course import Course
from autograder.grading.reference import Reference
from autograder.grading.rubric import read_rubric
from autograder.grading.rubric_modules import RubricPackage

PROJECT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = Course(PROJECT).names


@cache
def rubric_of(assignment):
    return read_rubric(PROJECT / "tests" / "grading" / assignment)


@cache
def reference_of(assignment):
    return Reference.read(PROJECT / "reference" / assignment)


def line_of(assignment, number):
    return next(line for line in rubric_of(assignment).lines if line.number == number)


@cache
def package_of(assignment):
    return RubricPackage(PROJECT / "tests" / "grading" / assignment)


@cache
def check_of(assignment, number):
    """Return what the line's test passes to `grade`: the target and the checker."""
    return package_of(assignment).check(line_of(assignment, number))
