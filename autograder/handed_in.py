"""What was handed in, found and read by what a course asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .course import Assignment, Course
from .grading.ledger import Results
from .grading.missing import unanswered_file
from .grading.recognition import recognise
from .grading.rubric import Rubric, RubricError, read_rubric
from .grading.skeleton import TemplateError, skeleton
from .grading.submission import Submission, SubmissionError, read_submission

__all__ = ["assignments", "find_assignment", "read", "refuse_several", "refused"]

_MOST_NAMED = 5


def assignments(course: Course) -> tuple[dict[str, Rubric], dict[str, str]]:
    """Return the rubrics of a course, and why others cannot be read, by their assignments."""
    known, broken = {}, {}
    for name in course.names:
        try:
            known[name] = read_rubric(course.assignment(name).rubric)
        except RubricError as error:
            broken[name] = str(error)
    return known, broken


def find_assignment(submission: Path, known: Mapping[str, Rubric]) -> str:
    """Recognise the assignment from the names of the files, or the numbers in a document.

    Raises:
        SubmissionError: It is not clear from them.
    """
    files = {
        name: (*rubric.question_files, *_documents(name, rubric.question_files))
        for name, rubric in known.items()
    }
    lines = {name: {line.number for line in rubric.lines} for name, rubric in known.items()}
    return recognise(submission, files, lines)


def _documents(assignment: str, files: Iterable[str]) -> tuple[str, ...]:
    """Return the names that documents in LaTeX may have, that of the assignment first."""
    stems = (file.removesuffix(".py") for file in files)
    return tuple(f"{stem}.tex" for stem in dict.fromkeys((assignment, *stems)))


def refuse_several(folder: Path, rubric: Rubric, assignment: Assignment) -> None:
    """Make sure that a folder is one submission, and not those of several people.

    Raises:
        SubmissionError: It holds several, or cannot be read.
    """
    several = read(folder, rubric, assignment).several
    if several:
        named = ", ".join(several[:_MOST_NAMED]) + ", …" * (len(several) > _MOST_NAMED)
        raise SubmissionError(
            f"{folder} holds {len(several)} submissions ({named}): grade each by itself, such as "
            f"{folder / several[0]}"
        )


def read(folder: Path, rubric: Rubric, assignment: Assignment) -> Submission:
    """Read a submission by what its assignment asks for and hands out.

    Raises:
        SubmissionError: The folder cannot be read.
    """
    references = sorted(assignment.reference.glob("*.py"))
    templates = {path.name: _handed_out(path, assignment.template) for path in references}
    # All of them, also where some lines are graded alone: the same files, the same seeds.
    expected = dict.fromkeys((*rubric.question_files, *filter(templates.get, templates)))
    documents = _documents(assignment.name, expected)
    submission = read_submission(folder, tuple(expected), templates, documents)
    hints = (unanswered_file(file, submission) for file in submission.untouched)
    return replace(submission, notes=(*submission.notes, *filter(None, hints)))


def _handed_out(reference: Path, template: Path) -> bytes:
    """Return what students get of a file of the reference; nothing where it asks no question."""
    try:
        return (template / reference.name).read_bytes()
    except FileNotFoundError:
        with suppress(UnicodeDecodeError, TemplateError):
            made = skeleton(reference.read_text("utf-8"), str(reference))
            return made.text.encode() if made else b""
    return b""


def refused(message: str) -> Results:
    """Return the results of a folder that is not graded as one submission: there is no maximum."""
    return Results("", (), (message,))
