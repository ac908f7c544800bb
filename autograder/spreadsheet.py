r"""Tables in files of comma-separated values: read by header, and written safe in a spreadsheet.

    >>> written(["name", "score"], [["=1+1", 2.5]])
    b'"name","score"\r\n"\'=1+1",2.5\r\n'
    >>> Table(written(["name", "score"], [["=1+1", 2.5]])).records[0]["name"]
    '=1+1'

A cell whose text a spreadsheet would take for a formula is guarded: it gets an apostrophe in front,
and whoever reads it back by `Table.records` gets the text without it. Text is quoted, also what
looks like a number, such as ids; numbers are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

__all__ = [
    "Cell",
    "Table",
    "TableError",
    "TableRow",
    "guarded",
    "unguarded",
    "written",
    "written_rows",
]

_BOM = b"\xef\xbb\xbf"
_DELIMITERS = (b",", b";", b"\t")
# Also what has apostrophes in front already, so that taking one away leads back.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_MOST_CELLS = 5_000_000


class TableError(ValueError):
    """A file that is no table, with the line where it ceases to be one."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: {text}")
        self.line = line
        self.text = text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, and the bytes of the file that it takes: from ``start`` to before ``end``."""

    text: str
    start: int
    end: int
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the line on which it begins, counted from one, and its cells."""

    line: int
    cells: tuple[Cell, ...]

    def text(self, index: int) -> str:
        """Return the text of a cell; a row may be shorter than others, and has nothing there."""
        return self.cells[index].text if 0 <= index < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not any(cell.text.strip() for cell in self.cells)


class Table:
    """A table, with where in the file each of its cells stands.

    Args:
        content: The file. It may begin with a byte order mark, and have commas, semicolons or tabs
            between cells: the header says which.

    Raises:
        TableError: It is no table.
    """

    def __init__(self, content: bytes) -> None:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content:
            raise TableError(1, "this is no text in UTF-8: save it as CSV in UTF-8")
        self.content = content
        self.encoding = _encoding(content)
        start = len(_BOM) if content.startswith(_BOM) else 0
        header = content[start:].lstrip(b"\r\n").split(b"\n", 1)[0]
        self.delimiter = max(_DELIMITERS, key=header.count)
        self.rows = tuple(row for row in self._read(start) if not row.is_blank)

    @property
    def header(self) -> tuple[str, ...]:
        """The texts of the first row."""
        return tuple(cell.text.strip() for cell in self.rows[0].cells) if self.rows else ()

    @property
    def records(self) -> list[Mapping[str, str]]:
        """The other rows by the header's names, as they were before cells were guarded."""
        header = self.header
        return [
            {name: unguarded(row.text(index)) for index, name in enumerate(header)}
            for row in self.rows[1:]
        ]

    def _read(self, start: int) -> Iterator[TableRow]:
        between = re.escape(self.delimiter)
        cell = re.compile(
            rb'("[^"]*(?:""[^"]*)*")?([^\r\n%b]*)(%b|\r\n|\r|\n|\Z)' % ((between,) * 2)
        )
        cells: list[Cell] = []
        line = first = 1
        count = 0
        while start < len(self.content) or cells:
            found = cell.match(self.content, start)
            quoted, rest, end = found.groups() if found else (None, b'"', b"")
            if quoted is None and rest.startswith(b'"'):
                raise TableError(line, "a quotation mark opens here that nothing closes")
            assert found is not None
            raw = (quoted or b"")[1:-1].replace(b'""', b'"') + rest
            text = raw.decode(self.encoding, "replace")
            cells.append(Cell(text, start, found.end(2), quoted is not None))
            line += raw.count(b"\n")
            count += 1
            if count > _MOST_CELLS:
                raise TableError(line, f"there are more than {_MOST_CELLS:,} cells")
            start = found.end()
            if end != self.delimiter:
                yield TableRow(first, tuple(cells))
                cells = []
                line = first = line + 1
                if not end:
                    return


def _encoding(content: bytes) -> str:
    """Return in which encoding a file is; older programs still write that of Western Windows."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def written(header: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> bytes:
    """Return a table as a file; all as in `written_rows`."""
    return b"".join(written_rows(header, rows))


def written_rows(
    header: Sequence[str], rows: Iterable[Sequence[str | float | None]]
) -> Iterator[bytes]:
    """Yield the rows of a table: text quoted and guarded, numbers as they are, None as nothing.

    Args:
        header: The names of the columns.
        rows: The cells of each row. What is a number here is one in a spreadsheet; an id is text.
    """
    for row in chain([header], rows):
        line = ",".join(map(_cell, row))
        yield f"{line}\r\n".encode("utf-8", "backslashreplace")


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"{}"'.format(guarded(value).replace('"', '""'))
    return str(value)


def guarded(text: str) -> str:
    """Return a text as no spreadsheet takes it for a formula.

    >>> guarded("-3"), guarded("'=x"), guarded("O'Hara")
    ("'-3", "''=x", "O'Hara")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that was guarded.

    >>> unguarded("'-3"), unguarded("''=x"), unguarded("-3")
    ('-3', "'=x", '-3')
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
