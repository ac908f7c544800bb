"""In which line of a TOML file its tables and their keys stand: its readers do not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["TablePlace", "tables"]

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*(.+?)[ \t]*\]\]?[ \t]*(?:#.*)?")
_KEY = re.compile(r"[ \t]*([A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*[.=]")
# A comment, or a string of one of the four kinds; else one character.
_TOKEN = re.compile(
    r'#[^\n]*|"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|.',
    re.DOTALL,
)


@dataclass(slots=True)
class TablePlace:
    """A table of a file.

    Args:
        name: Its header without brackets; empty at the top of the file.
        line: The line of the header, from 1.
        is_item: Whether it is an item of an array, ``[[name]]``.
        keys: The lines of its keys; at the top, of tables too.
        ends: The lines where their values end.
        last: The last line that belongs to its keys and values.
    """

    name: str
    line: int
    is_item: bool = False
    keys: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    last: int = 0

    def place(self, key: str = "") -> int:
        """Return the line of a key, or of the table where it has none such."""
        return self.keys.get(key, self.line)


def tables(text: str) -> list[TablePlace]:
    """Return the tables of a file that can be read as TOML, in order; the first is its top."""
    found = [TablePlace("", 1)]
    for number, (statement, lines) in _statements(text):
        if header := _HEADER.fullmatch(statement):
            is_item = header[1] == "[["
            found[0].keys.setdefault(_plain(header[2]).partition(".")[0], number)
            found.append(TablePlace(_plain(header[2]), number, is_item, last=number))
        elif key := _KEY.match(statement):
            found[-1].keys.setdefault(_plain(key[1]), number)
            found[-1].last = number + lines - 1
            found[-1].ends.setdefault(_plain(key[1]), found[-1].last)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\"' \t]", "", name)


def _statements(text: str) -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield each statement that is not empty, with the line it begins at and how many it takes."""
    depth, begun, parts, number = 0, 1, list[str](), 1
    for token in _TOKEN.findall(text):
        if token == "\n" and depth <= 0:
            if statement := "".join(parts).strip():
                yield begun, (statement, number - begun + 1)
            depth, parts, begun = 0, [], number + 1
        elif not token.startswith("#"):
            depth += (token in "[{") - (token in "]}")
            parts.append(token)
        number += token.count("\n")
    if statement := "".join(parts).strip():
        yield begun, (statement, number - begun + 1)
