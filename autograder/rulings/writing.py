"""Adds to a file of rulings, and leaves all else in it as it stands: order, comments, layout."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import tomlkit

from autograder.files import replace_file
from autograder.grading.points import share_text

from .places import TablePlace, tables
from .reading import RulingsError, parse_rulings
from .ruling import Rulings

__all__ = ["RulingsFile"]

_HEAD = (
    "# What persons have decided about lines; docs/rulings.md says how this is written.\n"
    "# `autograder apply` applies it, and so does the next run.\n"
)


class RulingsFile:
    """A file of rulings that is added to.

    Args:
        path: The file; there need not be one yet.
        numbers: The lines of the rubric.
    """

    def __init__(self, path: Path, numbers: Collection[str]) -> None:
        self._path = path
        self._numbers = numbers
        self._seen: str | None = None

    def read(self) -> Rulings:
        """Return what it says now; no rulings where there is no file.

        Raises:
            RulingsError: It has mistakes.
            OSError: It cannot be read.
        """
        self._seen = self._text()
        return parse_rulings(self._seen, str(self._path), self._numbers)

    def add(
        self,
        *,
        line: str,
        by: str,
        on: date,
        people: Sequence[str] = (),
        answers: Sequence[str] = (),
        share: Fraction | None = None,
        text: str = "",
        remark: str = "",
        given_for: Sequence[str] = (),
    ) -> None:
        """Add a ruling at the end; the arguments are as in the file.

        Raises:
            RulingsError: It would be a mistake, or the file has one.
            OSError: The file cannot be read or replaced.
        """
        said: dict[str, Any] = {
            "line": line,
            "for": list(people),
            "answer": answers[0] if len(answers) == 1 else list(answers),
            "remark": remark,
            "share": share_text(share) if share is not None else "",
            "text": text,
            "by": by,
            "on": on,
            "given_for": list(given_for),
        }
        self._append("ruling", said)

    def add_same(self, *, line: str, groups: Sequence[str], by: str, on: date) -> None:
        """Add that groups of answers to a line are one; raises as `add`."""
        self._append("same", {"line": line, "groups": list(groups), "by": by, "on": on})

    def add_remark(self, name: str, *, share: Fraction | None = None, text: str = "") -> None:
        """Add a remark that rulings can have; raises as `add`."""
        table = tomlkit.table(is_super_table=True)
        said = {"share": share_text(share) if share is not None else "", "text": text}
        table.add(name, _table(said))
        self._append_document({"remarks": table})

    def note_answers(self, given_for: Mapping[int, Sequence[str]], on: date) -> None:
        """Note in rulings which answers they are given for, where none are noted yet.

        Args:
            given_for: The digests, by the rulings' places in the file (`Ruled.given_for`).
            on: The day, for rulings that have none.

        Raises:
            RulingsError: The file has a mistake, or rulings in it that are no tables of their own,
                or is another than what was read.
            OSError: The file cannot be read or replaced.
        """
        text = self._text()
        if given_for and self._seen not in (None, text):
            raise RulingsError(
                f"{self._path}: it has changed meanwhile, so what its rulings are for was not "
                "noted: `autograder apply` does that"
            )
        known = parse_rulings(text, str(self._path), self._numbers).rulings
        places = [table for table in tables(text) if table.name == "ruling" and table.is_item]
        if given_for and len(places) != len(known):
            raise RulingsError(
                f"{self._path}: what rulings were given for cannot be noted: write each as "
                "[[ruling]], with its keys below"
            )
        lines = re.findall(r"[^\n]*\n|[^\n]+", text)
        for index in sorted(given_for, reverse=True):
            added = {} if known[index].on else {"on": on}
            said = _table({**added, "given_for": list(given_for[index])}).as_string()
            _insert(lines, places[index], said)
        if given_for:
            self._replace("".join(lines))

    def _text(self) -> str:
        try:
            return self._path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            raise RulingsError(f"{self._path}: not UTF-8 ({error.reason}): save it so") from None

    def _append(self, name: str, said: Mapping[str, Any]) -> None:
        items = tomlkit.aot()
        items.append(_table(said))
        self._append_document({name: items})

    def _append_document(self, added: Mapping[str, Any]) -> None:
        """Add tables at the end: text that is there is not written anew."""
        document = tomlkit.document()
        for name, item in added.items():
            document.add(name, item)
        text = self._text().rstrip() or _HEAD.rstrip()
        self._replace(f"{text}\n\n{document.as_string().strip()}\n")

    def _replace(self, text: str) -> None:
        """Replace the file by a text that can be read."""
        parse_rulings(text, str(self._path), self._numbers)
        replace_file(self._path.resolve(), text.encode())  # a link stays one


def _table(said: Mapping[str, Any]) -> Any:
    """Return a table of what is said; what is empty is left out."""
    table = tomlkit.table()
    for key, value in said.items():
        if isinstance(value, list) and value:
            items = tomlkit.array()
            items.extend(value)
            table.add(key, items.multiline(len(value) > 1))
        elif value:
            table.add(key, value)
    return table


def _insert(lines: list[str], table: TablePlace, added: str) -> None:
    """Insert lines below the last that belongs to a table."""
    if not lines[table.last - 1].endswith("\n"):
        lines[table.last - 1] += "\n"
    ending = "\r\n" if lines[table.last - 1].endswith("\r\n") else "\n"
    lines[table.last : table.last] = [line + ending for line in added.splitlines()]
