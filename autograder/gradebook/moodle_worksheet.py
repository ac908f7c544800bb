"""Moodle's grading worksheet: a row for each participant, with the grade of one assignment.

Its headers are in the site's language. The first column says ``Participant 123456`` in any; that of
the grades is ``Grade``, or has to be named.
"""

from __future__ import annotations

import re

from autograder.records.people import Person
from autograder.spreadsheet import Table, TableRow, unguarded

from .sheet import Gradebook, GradebookRow, GradeColumn, number_in

__all__ = ["read_moodle_worksheet"]

_IDENTIFIER = re.compile(r"\D+(\d+)\s*")
_GRADE = "Grade"
_MAXIMUM = ("Maximum grade", "Maximum Grade")
_CHANGEABLE = "Grade can be changed"
#: What a person reads about others, in English; a grade never stands there.
_OTHERS = {
    "Full name", "ID number", "Email address", "Status", "Group", "Marker", "Scale",
    "Marking workflow state", _CHANGEABLE, "Last modified (submission)", "Online text",
    "Last modified (grade)", "Feedback comments", *_MAXIMUM,
}  # fmt: skip
_LOCKED = "Moodle says that this grade cannot be changed"


def read_moodle_worksheet(table: Table) -> Gradebook | None:
    """Return a grading worksheet of Moodle's; None if the table is none.

    Args:
        table: What was downloaded.
    """
    header = table.header
    rows = table.rows[1:]
    numbers = [_IDENTIFIER.fullmatch(row.text(0)) for row in rows]
    if len(header) < 3 or not rows or not all(numbers):
        return None
    places = {name: index for index, name in enumerate(header)}
    maximum = next((places[name] for name in _MAXIMUM if name in places), -1)
    columns = tuple(
        GradeColumn(
            index, name, name, refusal="grades do not stand in it" if name in _OTHERS else ""
        )
        for index, name in enumerate(header)
        if index
    )
    named = tuple(column for column in columns if column.header == _GRADE)
    comma = any("," in row.text(at) and number_in(row.text(at)) is not None
                for row in rows for at in (places.get(_GRADE, -1), maximum))  # fmt: skip
    return Gradebook(
        "Moodle",
        tuple(_row(row, found[1] if found else "", places, maximum)
              for row, found in zip(rows, numbers, strict=True)),
        named or columns,
        has_decimal_comma=comma,
    )  # fmt: skip


def _row(row: TableRow, number: str, places: dict[str, int], maximum: int) -> GradebookRow:
    def text(name: str) -> str:
        return unguarded(row.text(places.get(name, -1))).strip()

    person = Person(
        name=text("Full name"),
        email=text("Email address"),
        sid=text("ID number"),
        username=text("Username"),
        platform_id=number,
    )
    refusal = _LOCKED if text(_CHANGEABLE) == "No" else ""
    return GradebookRow(row, person, number_in(row.text(maximum)), refusal)
