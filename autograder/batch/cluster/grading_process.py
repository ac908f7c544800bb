"""A process that grades on a machine of a cluster: a new interpreter, which Dask knows nothing of.

It has a pipe to the Dask worker that has started it. First it gets a course, and says what it would
grade by; then submissions, one after the other. They are graded by a process of its own, as those
of a run on one machine are: in the main thread, with one zygote, and replaced if it ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from autograder.batch.job import told
from autograder.batch.keys import LineKeys, versions
from autograder.batch.submission_grader import Done, SubmissionGrader, Terms
from autograder.course import Course, CourseError
from autograder.grading.provenance import provenance
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricError, read_rubric
from autograder.grading.submission import SubmissionError
from autograder.processes import Lost, Means, answers, end_with_parent
from autograder.records.encoding import decode, encode
from autograder.records.kept import HandedIn

from .messages import GradingOrder, Opened, Opening, Reply
from .parcel import unpacked

__all__ = ["main"]

# A run that was killed can end nothing here; in one that goes on another process takes its place.
_IDLE_SECONDS = 60.0


def main() -> None:
    """Serve the pipe whose descriptor is the first argument, for the process that is the second."""
    descriptor, parent = map(int, sys.argv[1:])
    end_with_parent(parent)
    os.set_inheritable(descriptor, False)  # it is nobody's but this process's
    connection = Connection(descriptor)
    opening = decode(connection.recv_bytes(), Opening)
    here = Path.cwd()
    try:
        course = unpacked(opening.files, here / "course")
        grading = _Grading(course, opening, here)
    except (CourseError, RubricError, SubmissionError, OSError, ValueError) as error:
        connection.send_bytes(encode(Opened(fault=str(error))))
        return
    made_by = {**provenance(course.assignment(opening.assignment)), **versions()}
    connection.send_bytes(encode(Opened(made_by=made_by)))
    means = Means(jobs=1, doing="graded")
    for answer in answers(grading, _orders(connection), means):
        reply = encode(Reply(lost=answer.reason)) if isinstance(answer, Lost) else answer.encode()
        connection.send_bytes(reply)


def _orders(connection: Connection) -> Iterator[str]:
    """Yield what comes, until nobody is there any more."""
    try:
        while connection.poll(_IDLE_SECONDS):
            yield connection.recv_bytes().decode()
    except (EOFError, ConnectionResetError):
        return


class _Grading:
    """Grades a submission: an order in, a reply out."""

    def __init__(self, course: Course, opening: Opening, here: Path) -> None:
        assignment = course.assignment(opening.assignment)
        rubric = read_rubric(assignment.rubric)
        terms = Terms(
            rubric=rubric,
            chosen=opening.chosen,
            seed=opening.seed,
            deadline=opening.deadline,
            unsafe=opening.unsafe,
        )
        keys = LineKeys(
            assignment,
            rubric,
            Reference.read(assignment.reference),
            seed=terms.seed,
            deadline=terms.deadline,
        )
        # What was handed in has been read already: nothing lies there.
        self._folder = here / "submission"
        self._folder.mkdir()
        self._grader = SubmissionGrader(course, keys, terms)

    def __call__(self, text: str) -> str:
        order = decode(text, GradingOrder)
        kept = None
        try:
            kept, done = self._grader.grade(
                HandedIn(id=order.id),
                self._folder,
                order.submission,
                order.before,
                is_alone=order.is_alone,
            )
        except OSError as error:
            done = Done(id=order.id, ends_run=told(error))
        return encode(Reply(done=done, kept=kept)).decode()
