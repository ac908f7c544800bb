"""What a class has earned, as a run has written it: `grades.csv`, read by its header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from autograder.records.people import Person
from autograder.spreadsheet import Table, TableError

from .sheet import FillError

__all__ = ["GRADES", "PersonGrade", "read_grades"]

#: The file of a run's folder.
GRADES = "grades.csv"
_NEEDED = ("score", "maximum")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonGrade:
    """What a person has earned.

    Args:
        person: Who.
        score: What they have earned; None if nobody can say.
        maximum: What they could have.
        is_waiting: Whether a line of theirs waits for a person's decision.
        assignment: For which assignment.
    """

    person: Person
    score: Fraction | None
    maximum: Fraction
    is_waiting: bool = False
    assignment: str = ""


def read_grades(folder: Path) -> list[PersonGrade]:
    """Read the grades of a run.

    Args:
        folder: What the run wrote into.

    Raises:
        FillError: There are none, or a row cannot be read.
    """
    path = folder / GRADES
    try:
        table = Table(path.read_bytes())
    except FileNotFoundError:
        raise FillError(
            f"{folder} has no {GRADES}: give the folder that `autograder batch --out` wrote"
        ) from None
    except OSError as error:
        raise FillError(f"{path}: {error.strerror}") from None
    except TableError as error:
        raise FillError(f"{path}:{error.line}: {error.text}") from None
    missing = [name for name in _NEEDED if name not in table.header]
    if missing:
        raise FillError(f"{path}:1: there is no column {' and no column '.join(missing)}")
    lines = [row.line for row in table.rows[1:]]
    return [
        _grade(f"{path}:{line}", record)
        for line, record in zip(lines, table.records, strict=True)
    ]  # fmt: skip


def _grade(where: str, record: Mapping[str, str]) -> PersonGrade:
    score, maximum = (_number(where, record.get(name, "")) for name in _NEEDED)
    return PersonGrade(
        person=Person(
            name=record.get("name", "").strip(),
            email=record.get("email", "").strip(),
            sid=record.get("sid", "").strip(),
            username=record.get("username", "").strip(),
            platform_id=record.get("platform_id", "").strip(),
        ),
        score=score,
        maximum=maximum or Fraction(0),
        is_waiting=bool(record.get("waiting", "").strip()),  # the lines that wait
        assignment=record.get("assignment", ""),
    )


def _number(where: str, text: str) -> Fraction | None:
    try:
        return Fraction(text.strip()) if text.strip() else None
    except (ValueError, ZeroDivisionError):
        raise FillError(f"{where}: `{text}` is no number") from None
