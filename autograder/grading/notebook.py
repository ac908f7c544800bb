"""Reads a notebook as the module that its code cells make, one after another.

Of the file only the cells' types and sources are decoded; outputs and metadata are skipped. What
is IPython's and not Python's is left out: lines of magics and of the shell, and whole cells that
begin with ``%%``. Lines keep their number within the cell.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

__all__ = ["Notebook", "NotebookError", "read_notebook"]

_IPYTHON = re.compile(r"[%!?]|[\w. ,]+=\s*[%!][\w./~]|[\w.*]+\?{1,2}$")
# What a line can open and the next one close, and what hides it: comments and strings. Each matches
# where it begins, so that no line is looked at twice.
_TOKEN = re.compile(
    r"\#.*|(?P<triple>'{3}|\"{3})"
    r"|'(?:\\.?|[^'\\])*(?:'|$)|\"(?:\\.?|[^\"\\])*(?:\"|$)|(?P<open>[(\[{])|(?P<close>[)\]}])"
)


class NotebookError(ValueError):
    """A notebook that cannot be read; its text says why."""


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""

    @property
    def text(self) -> str:
        text = self.source if isinstance(self.source, str) else "".join(self.source)
        # A mark comes along when a whole file is pasted.
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


class _Cells(msgspec.Struct):
    cells: list[_Cell]


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook's code.

    Args:
        source: The module.
        cells: The number of each code cell, counted from the top with the text cells.
        starts: The line of the module at which each begins, from 1.
        without_lines: The cells of which lines were left out.
        without: The cells that were left out whole.
    """

    source: bytes
    cells: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    without_lines: tuple[int, ...] = ()
    without: tuple[int, ...] = ()

    def place(self, line: int) -> tuple[int, int]:
        """Return the cell and the line in it of a line of the module."""
        index = max(0, bisect_right(self.starts, line) - 1)
        return self.cells[index], line - self.starts[index] + 1


def read_notebook(content: bytes) -> Notebook:
    """Read a notebook of Jupyter's.

    Raises:
        NotebookError: It is none, or of a version before 4.
    """
    try:
        notebook = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_Cells)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise NotebookError("it cannot be read as a Jupyter notebook (version 4)") from None
    lines: list[str] = []
    cells, starts, without_lines, without = [], [], [], []
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "code":
            continue
        cells.append(number)
        starts.append(len(lines) + 1)
        text = cell.text.split("\n")
        if cell.text.lstrip().startswith("%%"):
            without.append(number)
            text = [""] * len(text)
        kept = list(_python(text))
        if kept != text:
            without_lines.append(number)
        lines += kept
    try:
        source = "\n".join([*lines, ""]).encode()
    except UnicodeEncodeError:
        raise NotebookError("it has characters that are no text") from None
    return Notebook(source, *map(tuple, (cells, starts, without_lines, without)))


def _python(lines: list[str]) -> Iterator[str]:
    """Yield lines without those of IPython, at which no statement goes on.

    In a block ``pass`` takes the place of one, so that the block has something in it.
    """
    opened, quote, continued, skipped = 0, "", False, False
    for line in lines:
        begins = not (opened or quote or continued)
        if skipped or (begins and _IPYTHON.match(line.strip())):
            indent = line[: len(line) - len(line.lstrip())]
            yield f"{indent}pass" if indent and not skipped else ""
            skipped = line.endswith("\\")
            continue
        yield line
        opened, quote = _state(line, opened, quote)
        continued = line.endswith("\\")


def _state(line: str, opened: int, quote: str) -> tuple[int, str]:
    """Return how many brackets are open after a line, and the string that goes on, if any."""
    position = 0
    while position < len(line):
        if quote:
            end = line.find(quote, position)
            while end > 0 and line[end - 1] == "\\":
                end = line.find(quote, end + 1)
            if end < 0:
                return opened, quote
            position, quote = end + len(quote), ""
            continue
        token = _TOKEN.search(line, position)
        if token is None:
            break
        position = token.end()
        quote = token["triple"] or ""
        opened = max(0, opened + bool(token["open"]) - bool(token["close"]))
    return opened, quote
