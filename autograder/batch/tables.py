"""The tables of a class: a row for each person, and one for each line of each submission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from autograder.grading.rubric import RubricLine
from autograder.records.graded import GradedSubmission
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.report.summary import question_of, waiting

__all__ = [
    "LINES_HEADER",
    "Cell",
    "grades_header",
    "grades_rows",
    "lines_rows",
    "missing_row",
]

#: The columns of lines.csv.
LINES_HEADER = (
    "submission", "people", "line", "state", "score", "maximum", "share", "notes", "graded_state",
    "graded_share", "alone_share", "message", "review",
)  # fmt: skip

#: What stands in a cell: text, a number, or nothing.
Cell = str | float | None

_PERSON = ("name", "email", "sid", "username", "platform_id", "sections")


def grades_header(lines: Sequence[RubricLine]) -> tuple[str, ...]:
    """Return the columns of grades.csv."""
    return (
        *_PERSON,
        *("submission", "state", "score", "maximum", "late", "submitted_at"),
        *(f"Q{question}" for question in _questions(lines)),
        *("waiting", "assignment", "rubric", "engine"),
    )


def grades_rows(graded: GradedSubmission, manifest: Manifest) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a submission in grades.csv, one for each of its people."""
    totals = {question: Fraction(0) for question in _questions(manifest.lines)}
    for result in graded.lines:
        totals[question_of(result)] += result.score
    is_read = bool(graded.lines)
    for person in graded.handed_in.people or (Person(),):
        yield (
            *_about(person),
            graded.id,
            graded.state,
            _number(graded.score) if is_read else None,
            _number(_maximum(manifest.lines)),
            _duration(graded.handed_in.late),
            graded.handed_in.created_at.isoformat() if graded.handed_in.created_at else "",
            *(_number(total) if is_read else None for total in totals.values()),
            " ".join(result.line.number for result in waiting(graded.lines)),
            *_made_by(manifest),
        )


def missing_row(person: Person, manifest: Manifest) -> tuple[Cell, ...]:
    """Return the row of somebody who handed in nothing."""
    maximum = _number(_maximum(manifest.lines))
    return (
        *_about(person),
        *("", "missing", None, maximum, "", ""),
        *(None for _ in _questions(manifest.lines)),
        "",
        *_made_by(manifest),
    )


def lines_rows(graded: GradedSubmission) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a submission in lines.csv."""
    people = " ".join(person.key for person in graded.handed_in.people)
    for result in graded.lines:
        verdict = result.verdict
        first = graded.before.get(result.line.number, verdict)
        yield (
            graded.id,
            people,
            result.line.number,
            verdict.state.value,
            _number(result.score),
            _number(result.line.weight),
            str(verdict.share),
            "; ".join(verdict.notes),
            first.state.value,
            str(first.share),
            str(graded.alone.get(result.line.number, first).share),
            result.message,
            verdict.review,
        )


def _about(person: Person) -> tuple[str, ...]:
    return (
        person.name,
        person.email,
        person.sid,
        person.username,
        person.platform_id,
        "; ".join(person.sections),
    )


def _made_by(manifest: Manifest) -> tuple[str, ...]:
    made_by = manifest.made_by
    return manifest.assignment, made_by.get("rubric", ""), made_by.get("engine", "")


def _maximum(lines: Sequence[RubricLine]) -> Fraction:
    return sum((line.weight for line in lines), Fraction(0))


def _questions(lines: Sequence[RubricLine]) -> list[str]:
    return list(dict.fromkeys(line.number.split(".")[0] for line in lines))


def _number(points: Fraction) -> float:
    return round(float(points), 6)


def _duration(late: timedelta | None) -> str:
    """Return a time as Gradescope writes it: hours, minutes and seconds; hours may be many."""
    if late is None:
        return ""
    minutes, seconds = divmod(int(late.total_seconds()), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
