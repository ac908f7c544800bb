"""The lines of this repository's rubrics, and submissions that answer one of them differently.

For tests that grade by the real rubrics: what stands here is read once for all of them, and at the
time when tests are collected, since they have a case for each line. Tests import it by its name.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from autograder.course import Course
from autograder.grading.points import read_share
from autograder.grading.reference import Reference
from autograder.grading.rubric import read_rubric
from autograder.grading.rubric_modules import RubricPackage

PROJECT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = Course(PROJECT).names
_EARNS = re.compile(r"earns ([a-z]+|[0-9/]+)(?:: ([\w; -]+?))?(?: at step (\d+))?")


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


@cache
def followed_by(assignment, number):
    """Return the lines whose answers a line goes on from, and those that they go on from."""
    earlier = []
    for other in line_of(assignment, number).follows:
        earlier += [*followed_by(assignment, other), line_of(assignment, other)]
    return tuple(dict.fromkeys(earlier))


def answered_anew(assignment, number, sources):
    """Return the lines that a line goes on from and whose answer is not the reference's."""
    names = []
    for source in sources.values():
        names += re.findall(rb"^(?:def|class) (\w+)", source, re.MULTILINE)
    return [
        line
        for line in followed_by(assignment, number)
        if names.count(check_of(assignment, line.number)[0].name.encode()) > 1
    ]


def sources_with(assignment, number, answer):
    """Return a submission: the reference, in which a line is answered as these bytes do."""
    sources = dict(reference_of(assignment).sources)
    sources[line_of(assignment, number).question_file] += b"\n\n" + answer
    return sources


@dataclass(frozen=True)
class Variant:
    """A variant file and what it says of itself."""

    assignment: str
    path: Path
    earns: Fraction
    note: str
    step: int

    @property
    def number(self):
        """The rubric line it answers."""
        return self.path.parent.name


def read_variant(assignment, path):
    first = (ast.get_docstring(ast.parse(path.read_text())) or "").splitlines()[:1]
    said = _EARNS.fullmatch("".join(first))
    assert said, f"{path}: its docstring begins with 'earns …'"
    return Variant(assignment, path, read_share(said[1]), said[2] or "", int(said[3] or 0))
