"""What a table says: its cells in rows, without the row and the column that name the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .labels import assembled

__all__ = ["Table", "table_value"]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in rows.

    Attributes:
        rows: The cells; one that is labelled is a pair of a label and a value.
        has_head: Whether a rule sets the first row apart.
    """

    rows: Sequence[Sequence[Any]]
    has_head: bool = False


def table_value(table: Table, *, is_turned: bool = False) -> Any:
    """Return the cells as lists; of one row or one column, one list.

    Args:
        table: The cells.
        is_turned: Whether the table is transposed.
    """
    rows = [list(row) for row in table.rows]
    cells = [cell for row in rows for cell in row]
    if cells and all(isinstance(cell, tuple) for cell in cells if cell is not None):
        return assembled([cell for cell in cells if cell is not None])
    rows = [[cell[1] if isinstance(cell, tuple) else cell for cell in row] for row in rows]
    if numbered := _numbered(rows) or _numbered(_turned(rows)):
        return numbered
    rows = _without_names(rows, has_head=table.has_head)
    if is_turned:
        rows = _turned(rows)
    if len(rows) == 1:
        return rows[0]
    return [row[0] for row in rows] if all(len(row) == 1 for row in rows) else rows


def _numbered(rows: list[list[Any]]) -> dict[int, bool] | None:
    """Return truth values by the numbers beside them, if that is what a table holds."""
    found: dict[int, bool] = {}
    for row in rows:
        truths = [truth for truth in map(_truth, row) if truth is not None]
        if len(truths) > 1 or (truths and not _is_integer(row[0])):
            return None
        if truths:
            found[row[0]] = truths[0]
    return found or None


def _truth(cell: Any) -> bool | None:
    if isinstance(cell, str):
        return {"t": True, "f": False, "yes": True, "no": False}.get(cell.lower())
    return cell if isinstance(cell, bool) else None


def _is_integer(cell: Any) -> bool:
    return isinstance(cell, int) and not isinstance(cell, bool)


def _is_number(cell: Any) -> bool:
    return not isinstance(cell, (str, list, dict, bool)) and cell is not None


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    width = max(map(len, rows), default=0)
    return [[row[k] for row in rows if k < len(row)] for k in range(width)]


def _without_names(rows: list[list[Any]], *, has_head: bool) -> list[list[Any]]:
    """Leave out a first row of headings, and a first column that counts or names the rows."""
    has_head = len(rows) > 1 and (has_head or _names_columns(rows))
    rest = rows[1:] if has_head else rows
    first = [row[0] for row in rest if row]
    is_wide = all(len(row) > 1 for row in rest) and len(rest) > 1
    others = [cell for row in rest for cell in row[1:]]
    counts = first == list(range(1, len(rest) + 1)) or first == list(range(len(rest)))
    has_texts = all(isinstance(cell, (str, list)) for cell in others)
    corner_is_name = has_head and (not rows[0][0] or isinstance(rows[0][0], str))
    # Numbers that count the rows beside numbers need a heading to say that they count.
    if is_wide and counts and (has_texts or corner_is_name):
        return [row[1:] for row in rest]
    names = all(_is_counted(cell) for cell in first)
    if is_wide and names and all(_is_number(cell) for cell in others):
        return [row[1:] for row in rest]
    return rest


def _is_counted(cell: Any) -> bool:
    r"""Return whether a cell is a name with a number: ``\mu_1``, or ``example 1``."""
    if isinstance(cell, list):
        return len(cell) == 2 and isinstance(cell[0], str) and _is_integer(cell[1])
    return isinstance(cell, str) and cell[-1:].isdigit()


def _names_columns(rows: list[list[Any]]) -> bool:
    """Return whether the first row has no numbers, and a column below it has nothing else.

    Names with numbers are numbers here, if the first row has none of them.
    """
    if any(_is_number(cell) or isinstance(cell, bool) for cell in rows[0][1:]):
        return False
    if len(rows[0]) > 0 and _is_number(rows[0][0]):
        return False
    columns = _turned(rows[1:])
    if any(column and all(map(_is_number, column)) for column in columns):
        return True
    has_counted = any(map(_is_counted, rows[0]))
    return not has_counted and any(column and all(map(_is_counted, column)) for column in columns)
