"""The text of a file of rulings, changed in places: comments, order and layout stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit

from .places import TablePlace, tables

__all__ = ["EditError", "RulingsText"]

_HEAD = (
    "# What persons have decided about lines; docs/rulings.md says how this is written.\n"
    "# `autograder apply` applies it, and so does the next run."
)


class EditError(ValueError):
    """What is to be changed is not written as a table of its own; says what to write."""


class RulingsText:
    """The text of a file of rulings that can be read.

    Args:
        text: The text; empty where there is no file yet.

    Attributes:
        text: What it is now. Nothing has looked whether it says anything that makes sense.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def add(self, name: str, said: Mapping[str, Any]) -> None:
        """Add a table ``[[name]]`` at the end; what is empty is left out of it."""
        items = tomlkit.aot()
        items.append(_table(said))
        self._append({name: items})

    def add_remark(self, name: str, said: Mapping[str, Any]) -> None:
        """Add a remark at the end."""
        remarks = tomlkit.table(is_super_table=True)
        remarks.add(name, _table(said))
        self._append({"remarks": remarks})

    def take_out(self, name: str, index: int) -> None:
        """Take a table ``[[name]]`` out, with the comments in it; those around it stay.

        Raises:
            EditError: There is none at this place of the file.
        """
        place = _item(self._items(name), name, index)
        lines = self._lines()
        end = place.last
        if not "".join(lines[: place.line - 1]).strip() or not lines[place.line - 2].strip():
            while end < len(lines) and not lines[end].strip():
                end += 1
        del lines[place.line - 1 : end]
        self.text = "".join(lines)

    def change(self, name: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Change keys of tables ``[[name]]``; what is empty is taken out.

        Args:
            name: What the tables are called.
            changes: What is said now, by the tables' places among those of their name.

        Raises:
            EditError: There is no such table at a place.
        """
        items = self._items(name) if changes else []
        for index in sorted(changes, reverse=True):  # lines above stay where they are
            self._change(_item(items, name, index), changes[index])

    def change_remark(self, name: str, said: Mapping[str, Any]) -> None:
        """Change keys of a remark; what is empty is taken out.

        Raises:
            EditError: It is not written as a table of its own.
        """
        named = f"remarks.{name}"
        found = [one for one in tables(self.text) if one.name == named]
        if len(found) != 1:
            raise EditError(f"the remark {name!r} cannot be changed: write it as [remarks.{name}]")
        self._change(found[0], said)

    def _items(self, name: str) -> list[TablePlace]:
        return [one for one in tables(self.text) if one.name == name and one.is_item]

    def _change(self, place: TablePlace, said: Mapping[str, Any]) -> None:
        lines = self._lines()
        if not lines[place.last - 1].endswith("\n"):
            lines[place.last - 1] += "\n"
        ending = "\r\n" if lines[place.last - 1].endswith("\r\n") else "\n"
        # From the last line to the first, so that the numbers of lines above stay true.
        edits = [
            (place.keys[key] - 1, place.ends[key], {key: value})
            for key, value in said.items()
            if key in place.keys
        ]
        added = {key: value for key, value in said.items() if key not in place.keys}
        edits.append((place.last, place.last, added))
        for first, end, values in sorted(edits, key=lambda edit: -edit[0]):
            written = _table(values).as_string().splitlines()
            lines[first:end] = [line + ending for line in written]
        self.text = "".join(lines)

    def _append(self, added: Mapping[str, Any]) -> None:
        document = tomlkit.document()
        for name, item in added.items():
            document.add(name, item)
        text = self.text.rstrip() or _HEAD
        self.text = f"{text}\n\n{document.as_string().strip()}\n"

    def _lines(self) -> list[str]:
        return re.findall(r"[^\n]*\n|[^\n]+", self.text)


def _item(items: Sequence[TablePlace], name: str, index: int) -> TablePlace:
    if index >= len(items):
        raise EditError(f"write each `{name}` as [[{name}]], with its keys below")
    return items[index]


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
