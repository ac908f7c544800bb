"""Data as Python writes it, in a text: numbers, words in quotes, lists, tuples, tables.

It is read by this module alone, and never evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from .tokens import Token

__all__ = ["NoLiteral", "as_python", "literal"]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)"
    r"|(?P<text>\"[^\"]*\"|'[^']*')|(?P<word>[A-Za-z]\w*)|(?P<sign>[()\[\]{},:/]))"
)
_MOST_TOKENS = 5_000
_MAX_DEPTH = 20
_WORDS = {"True": True, "False": False, "true": True, "false": False, "None": None, "null": None}


class NoLiteral(ValueError):
    """A text that is no data as Python writes it."""


def literal(text: str) -> Any:
    """Return the data that a text is.

    Raises:
        NoLiteral: It is none.
    """
    reader = _Reader(_tokens(text))
    value = reader.value(0)
    if reader.next[0]:
        if reader.next[1] != ",":
            raise NoLiteral
        value = reader.rest_of_tuple(value)
    return value


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or len(found) > _MOST_TOKENS:
            raise NoLiteral
        kind = str(match.lastgroup)
        found.append((kind, match[kind]))
        place = match.end()
    return found


def as_python(tokens: Sequence[Token]) -> str:
    """Return what tokens write as Python would have it, signs of mathematics left out.

    Raises:
        NoLiteral: There is more than characters.
    """
    text = ""
    for token in tokens:
        is_plain = token.kind in ("char", "space")
        if not is_plain and not (token.kind == "command" and token.text in _SAME):
            raise NoLiteral
        text += token.text
    return text.replace("``", '"').replace("''", '"').replace("$", "").rstrip(" .\n")


#: Commands that stand for the character that they are named after.
_SAME = frozenset({"{", "}", "_"})


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _take(self) -> tuple[str, str]:
        token = self.next
        self._at += 1
        return token

    def value(self, depth: int) -> Any:
        kind, text = self._take()
        if depth > _MAX_DEPTH:
            raise NoLiteral
        if kind == "number":
            return self._number(text)
        if kind == "text":
            return text[1:-1]
        if kind == "word" and text in _WORDS:
            return _WORDS[text]
        if kind == "word" and text == "Fraction" and self.next[1] == "(":
            self._take()
            above, below = self._items(")", depth)
            return Fraction(above) / Fraction(below)
        if text == "[":
            return self._items("]", depth)
        if text == "(":
            items = self._items(")", depth)
            is_group = len(items) == 1 and self._tokens[self._at - 2][1] != ","
            return items[0] if is_group else tuple(items)
        if text == "{":
            return self._table(depth)
        raise NoLiteral

    def _number(self, text: str) -> int | Fraction:
        value = int(text) if text.lstrip("+-").isdigit() else Fraction(text)
        if self.next[1] == "/":
            self._take()
            kind, below = self._take()
            if kind != "number" or not Fraction(below):
                raise NoLiteral
            value = Fraction(value) / Fraction(below)
        return value

    def _items(self, end: str, depth: int) -> list[Any]:
        items: list[Any] = []
        while self.next[1] != end:
            items.append(self.value(depth + 1))
            if self.next[1] == ",":
                self._take()
            elif self.next[1] != end:
                raise NoLiteral
        self._take()
        return items

    def _table(self, depth: int) -> Any:
        table: dict[Any, Any] = {}
        items: list[Any] = []
        while self.next[1] != "}":
            key = self.value(depth + 1)
            if self.next[1] == ":":
                self._take()
                if isinstance(key, (list, dict)):
                    raise NoLiteral
                table[key] = self.value(depth + 1)
            else:
                items.append(key)
            if self.next[1] == ",":
                self._take()
            elif self.next[1] != "}":
                raise NoLiteral
        self._take()
        if table and items:
            raise NoLiteral
        return items or table

    def rest_of_tuple(self, first: Any) -> Any:
        """Return what commas join without brackets."""
        items = [first]
        while self.next[1] == ",":
            self._take()
            if self.next[0]:
                items.append(self.value(1))
        if self.next[0]:
            raise NoLiteral
        return tuple(items)
