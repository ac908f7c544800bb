"""Canvas' gradebook: a row for each student, and a column for each assignment, ``Title (1234)``."""

from __future__ import annotations

import re

from autograder.records.people import Person
from autograder.spreadsheet import Table, TableRow, unguarded

from .sheet import Gradebook, GradebookRow, GradeColumn, number_in

__all__ = ["read_canvas_gradebook"]

_ASSIGNMENT = re.compile(r"(.*)\s\((\d+)\)")
#: Canvas drops columns whose names have this in them when it reads the file.
_TOTALS = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_POINTS = "points possible"
_NOBODY = (_POINTS, "muted", "manual posting")


def read_canvas_gradebook(table: Table) -> Gradebook | None:
    """Return a gradebook of Canvas'; None if the table is none.

    Args:
        table: What was downloaded.
    """
    header = table.header
    is_canvas = header[:1] in (("Student",), ("LastName",)) and {"ID", "Section"} <= set(header)
    if not is_canvas:
        return None
    points = next((row for row in table.rows[1:] if _first(row).startswith(_POINTS)), None)
    identity = header.index("Section")
    columns = tuple(
        _column(index, name, points)
        for index, name in enumerate(header)
        if index > identity
    )  # fmt: skip
    places = {name: index for index, name in enumerate(header[: identity + 1])}
    rows = tuple(
        GradebookRow(row, _person(row, places))
        for row in table.rows[1:]
        if not _first(row).startswith(_NOBODY) and row.text(places["ID"]).strip()
    )
    return Gradebook("Canvas", rows, columns)


def _first(row: TableRow) -> str:
    return row.text(0).strip().lower()


def _column(index: int, header: str, points: TableRow | None) -> GradeColumn:
    found = _ASSIGNMENT.fullmatch(header)
    title, id_ = (found[1], found[2]) if found else (header, "")
    possible = points.text(index) if points else ""
    refusal = ""
    if "read only" in possible:
        refusal = "Canvas computes it: its points say (read only)"
    elif _TOTALS.search(header):
        refusal = (
            "Canvas takes a column of such a name for one of its totals, and drops it when it "
            "reads the file: rename the assignment there"
        )
    elif not found:
        refusal = "it is no assignment's: those have a number in brackets behind the title"
    return GradeColumn(index, header, title, id_, number_in(possible), refusal)


def _person(row: TableRow, places: dict[str, int]) -> Person:
    def text(name: str) -> str:
        return unguarded(row.text(places[name])).strip() if name in places else ""

    return Person(
        name=text("Student") or f"{text('FirstName')} {text('LastName')}".strip(),
        sid=text("SIS User ID"),
        username=text("SIS Login ID"),
        platform_id=text("ID"),
    )
