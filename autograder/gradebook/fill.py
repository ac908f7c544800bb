"""Fills in the gradebook that somebody downloaded: the cells that change, and not one byte else.

    filled = fill(path.read_bytes(), read_grades(folder), column="Homework 3")

Line ends, quotation marks, delimiter and byte order mark stay as they are, and so does every cell
that is right already, that excuses somebody, or that belongs to nobody who has a score.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from autograder.spreadsheet import Table, TableError

from .canvas_gradebook import read_canvas_gradebook
from .matching import match_people
from .moodle_worksheet import read_moodle_worksheet
from .run_grades import PersonGrade
from .sheet import FillError, Gradebook, GradebookRow, GradeColumn, number_in

__all__ = ["SCALES", "Filled", "fill"]

#: How scores are written: as they were earned, or out of a hundred.
SCALES = ("points", "percent")
_CENT = Decimal("0.01")
#: Moodle's sign for no grade yet.
_EMPTY = ("", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A gradebook that has been filled in.

    Args:
        content: The file.
        platform: Whose it is.
        column: The name of the column.
        changed: How many cells have changed.
        same: How many were right already.
        how: How many people were found by what.
        kept: Whose cells were left as they are, with what stands there, or why.
        ambiguous: Of whom it is not clear which row is theirs, with the reason.
        unmatched: People who have a score and no row.
        without: How many rows belong to nobody who has a score.
    """

    content: bytes
    platform: str
    column: str
    changed: int
    same: int
    how: Mapping[str, int]
    kept: tuple[tuple[str, str], ...]
    ambiguous: tuple[tuple[str, str], ...]
    unmatched: tuple[str, ...]
    without: int


def fill(
    downloaded: bytes, grades: Sequence[PersonGrade], *, column: str = "", scale: str = ""
) -> Filled:
    """Fill in a gradebook.

    Args:
        downloaded: The file as Canvas or Moodle gave it.
        grades: What everybody has earned; who has no score is left out.
        column: The name of the column, its title or its number. Default: the one that has the
            assignment's name, or the only one.
        scale: ``"points"``, ``"percent"``, or nothing: points, where the column has as many.

    Raises:
        FillError: It is no such file, the column is none to be filled in, or it is not clear which
            one, or by what scale.
    """
    table = _table(downloaded)
    book = read_canvas_gradebook(table) or read_moodle_worksheet(table)
    if book is None:
        raise FillError(
            "this is neither Canvas' gradebook (Student, ID, …, Section) nor Moodle's grading "
            "worksheet (Identifier, …, Grade): download one of them and give it as it is"
        )
    scored = [grade for grade in grades if grade.score is not None]
    into = _column(book, column, {grade.assignment for grade in grades})
    matches = match_people(
        [grade.person for grade in scored], [row.person for row in book.rows]
    )  # fmt: skip
    edits: list[tuple[int, int, bytes]] = []
    kept: list[tuple[str, str]] = []
    same = 0
    for at, index in sorted(matches.rows.items(), key=lambda pair: pair[1]):
        row = book.rows[index]
        value = _value(scored[at], row, into, scale)
        reason = _reason_to_keep(row, into)
        if reason:
            kept.append((row.person.name or row.person.key, reason))
        elif number_in(row.row.text(into.index)) == value:
            same += 1
        else:
            edits.append(_edit(table, book, row, into.index, value))
    return Filled(
        content=_edited(downloaded, edits),
        platform=book.platform,
        column=into.header,
        changed=len(edits),
        same=same,
        how=Counter(matches.how.values()),
        kept=tuple(kept),
        ambiguous=tuple((scored[at].person.key, why) for at, why in matches.ambiguous.items()),
        unmatched=tuple(scored[at].person.key for at in matches.unmatched),
        without=len(book.rows) - len(matches.rows),
    )


def _table(downloaded: bytes) -> Table:
    try:
        return Table(downloaded)
    except TableError as error:
        raise FillError(str(error)) from None


def _column(book: Gradebook, wanted: str, assignments: set[str]) -> GradeColumn:
    """Return the column to fill in.

    Raises:
        FillError: There is no such column, there are several, or nobody may write into it.
    """
    if wanted:
        found = [
            one for one in book.columns if wanted.strip() in (one.header, one.title, one.id)
        ]  # fmt: skip
    else:
        found = _likely([one for one in book.columns if not one.refusal], assignments)
    if len(found) == 1:
        if found[0].refusal:
            raise FillError(f"the column {found[0].header} cannot be filled in: {found[0].refusal}")
        return found[0]
    there = ", ".join(one.header for one in book.columns if not one.refusal) or "none"
    if wanted:
        how = "several columns are" if found else "no column is"
        raise FillError(f"{how} called {wanted}; those that can be filled in: {there}")
    raise FillError(f"which column is it? Give --column with one of: {there}")


def _likely(columns: list[GradeColumn], assignments: set[str]) -> list[GradeColumn]:
    """Return the columns that have the name of an assignment; the only one has it anyway."""
    names = {_plain(name) for name in assignments if name}
    found = [column for column in columns if _plain(column.title) in names]
    return found or columns


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _value(grade: PersonGrade, row: GradebookRow, column: GradeColumn, scale: str) -> Decimal:
    """Return what is written for a grade, with two decimals.

    Raises:
        FillError: The column's points are not the assignment's, and nobody has said what to do.
    """
    points = row.points if row.points is not None else column.points
    maximum = grade.maximum
    if not scale and points is not None and Fraction(points) != maximum:
        raise FillError(
            f"the column {column.header} is out of {_shown(points)}, the assignment out of "
            f"{_shown(maximum)}: give --points to write points as they were earned, or --percent"
        )
    if scale == "percent" and points is not None and points != 100:
        raise FillError(
            f"the column {column.header} is out of {_shown(points)}, no percents: make it 100 "
            "there, or give --points"
        )
    assert grade.score is not None
    score = grade.score
    if scale == "percent":
        score = 100 * score / maximum if maximum else Fraction(0)
    return (Decimal(score.numerator) / Decimal(score.denominator)).quantize(_CENT, ROUND_HALF_UP)


def _shown(number: Decimal | Fraction) -> str:
    return f"{float(number):g}"


def _reason_to_keep(row: GradebookRow, column: GradeColumn) -> str:
    """Return why a cell is not touched; empty if it is."""
    text = row.row.text(column.index).strip()
    if row.refusal:
        return row.refusal
    return "" if text in _EMPTY or number_in(text) is not None else text


def _edit(
    table: Table, book: Gradebook, row: GradebookRow, index: int, value: Decimal
) -> tuple[int, int, bytes]:
    """Return which bytes of the file are replaced by what."""
    text = f"{value:.2f}"
    if book.has_decimal_comma:
        text = text.replace(".", ",")
    content = text.encode()
    cells = row.row.cells
    if index >= len(cells):
        end = cells[-1].end
        return end, end, table.delimiter * (index - len(cells) + 1) + _quoted(table, content)
    cell = cells[index]
    is_quoted = cell.is_quoted
    return cell.start, cell.end, b'"%b"' % content if is_quoted else _quoted(table, content)


def _quoted(table: Table, content: bytes) -> bytes:
    return b'"%b"' % content if table.delimiter in content else content


def _edited(content: bytes, edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    pieces, end = [], 0
    for start, stop, text in sorted(edits):
        pieces += [content[end:start], text]
        end = stop
    return b"".join([*pieces, content[end:]])
