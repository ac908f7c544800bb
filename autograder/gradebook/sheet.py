"""A gradebook as somebody downloaded it: its people, and the columns in which grades can stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from autograder.records.people import Person
from autograder.spreadsheet import TableRow

__all__ = ["FillError", "GradeColumn", "Gradebook", "GradebookRow", "number_in"]

_DECIMAL_COMMA = re.compile(r"\s*\d+,\d+\s*")


class FillError(ValueError):
    """A gradebook that cannot be filled in; its text says why, and what helps."""


@dataclass(frozen=True, slots=True)
class GradeColumn:
    """A column of grades.

    Args:
        index: Which one, from zero.
        header: Its name in the file.
        title: The assignment's.
        id: The platform's number of it.
        points: What it is out of, if the file says so for the whole column.
        refusal: Why it cannot be filled in; empty if it can.
    """

    index: int
    header: str
    title: str
    id: str = ""
    points: Decimal | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class GradebookRow:
    """A person's row.

    Args:
        row: Where it stands.
        person: Whose it is.
        points: What the grade is out of, if the file says so in each row.
        refusal: Why it is not filled in; empty if it is.
    """

    row: TableRow
    person: Person
    points: Decimal | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A gradebook.

    Args:
        platform: ``"Canvas"`` or ``"Moodle"``.
        rows: Its people.
        columns: Its columns of grades.
        has_decimal_comma: Whether its numbers have a comma before the decimals.
    """

    platform: str
    rows: tuple[GradebookRow, ...]
    columns: tuple[GradeColumn, ...]
    has_decimal_comma: bool = False


def number_in(text: str) -> Decimal | None:
    """Return the number in a cell; None if there is none."""
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
