"""The course of the engine's own tests, `tests/engine/course`: one assignment, three questions.

It has all parts of a course but the students' folder, which is made where a test needs it: the
fixture `course` is a whole one.
"""

from __future__ import annotations

from pathlib import Path

from autograder.course import Course
from autograder.grading.rubric import read_rubric

COURSE = Course(Path(__file__).resolve().parents[1] / "engine" / "course")
(NAME,) = COURSE.names
ASSIGNMENT = COURSE.assignment(NAME)
RUBRIC = read_rubric(ASSIGNMENT.rubric)
LINES = RUBRIC.lines
