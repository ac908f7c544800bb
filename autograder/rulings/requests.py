"""Students' requests for another look at a line, from a table as a form gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.spreadsheet import Table, TableError, unguarded

__all__ = ["Request", "RequestsError", "read_requests"]

# What a form may call the columns, without capitals, spaces and signs.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "emailaddress", "mail", "username"),
    "line": ("line", "number", "question", "part"),
    "words": ("words", "request", "reason", "comment", "text", "message"),
}
_LARGEST = 16 << 20
_MOST_WORDS = 4000
# A longer one is a quotation mark that closes far below.
_LONGEST_CELL = 128 << 10


class RequestsError(ValueError):
    """A table of requests that cannot be read; says the file and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A student's request for another look.

    Args:
        email: Whose it is.
        line: The line's number, as it was written.
        words: What they say.
        place: The file and the line of it.
    """

    email: str
    line: str
    words: str
    place: str


def read_requests(path: Path) -> tuple[Request, ...]:
    """Return the requests in a CSV file with the columns ``email``, ``line`` and ``words``.

    They are found by their headers; what else there is is left aside.

    Raises:
        RequestsError: It is no such table.
        OSError: It cannot be read.
    """
    if path.stat().st_size > _LARGEST:
        raise RequestsError(f"{path}: larger than {_LARGEST >> 20} MiB: this is no such table")
    try:
        table = Table(path.read_bytes())
    except TableError as error:
        raise RequestsError(f"{path}:{error.line}: {error.text}") from None
    if table.encoding != "utf-8":
        raise RequestsError(f"{path}: not UTF-8: save it so, as CSV")
    columns = _columns(table.header, path)
    return tuple(_requests(table, columns, path))


def _requests(table: Table, columns: Sequence[int], path: Path) -> Iterator[Request]:
    for row in table.rows[1:]:
        email, line, words = (unguarded(row.text(index)).strip() for index in columns)
        place = f"{path}:{row.line}"
        if len(words) > _LONGEST_CELL:
            raise RequestsError(f"{place}: not CSV: a cell of {len(words)} characters")
        if email or line or words:
            yield Request(email=email, line=line, words=words[:_MOST_WORDS], place=place)


def _columns(header: Sequence[str], path: Path) -> tuple[int, ...]:
    """Return where the columns stand."""
    names = ["".join(filter(str.isalnum, name.casefold())) for name in header]
    found = []
    for column, accepted in _COLUMNS.items():
        place = next((names.index(name) for name in accepted if name in names), None)
        if place is None:
            there = ", ".join(header) or "nothing"
            raise RequestsError(
                f"{path}:1: no column `{column}`: the first row says email, line, words; this "
                f"one has {there}"
            )
        found.append(place)
    return tuple(found)
