"""Finds where a text speaks of a question by its number, and gives it another there.

A number such as ``2.3.expectation`` stands for nothing else, wherever it occurs. One such as
``3.2`` may be a number in a formula or a message: it is changed where it can be nothing but a
question's, and what else looks like it is left, to be looked at by a person.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from .source import lines_of, parsed

__all__ = ["mentions", "renumbered"]

_DECORATORS = frozenset({"question", "number", "follows", "counts_with"})
_TEXTS = frozenset({"STRING", "COMMENT", "FSTRING_MIDDLE"})


def renumbered(text: str, old: str, new: str, path: Path | str) -> str:
    """Return a module in which a question has another number.

    Args:
        text: The module.
        old: The number that it had.
        new: The number that it gets.
        path: Its file, for messages.

    Raises:
        AuthoringError: It does not parse.
    """
    places = sorted({*_declared(text, old, path), *_written(text, _certain(old))}, reverse=True)
    for place in places:
        text = text[:place] + new + text[place + len(old) :]
    return text


def mentions(text: str, number: str) -> list[int]:
    """Return the lines of a text on which something looks like a number."""
    found = _anywhere(number).finditer(text)
    return sorted({text.count("\n", 0, match.start()) + 1 for match in found})


def _anywhere(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(number)}(?!\w|\.\w)")


def _certain(number: str) -> re.Pattern[str]:
    """Return what matches a number where it can be nothing but a question's."""
    if re.search(r"[A-Za-z_]", number):
        return _anywhere(number)
    escaped = re.escape(number)
    return re.compile(
        rf"(?<=\{{){escaped}(?=[:}}])|(?<=answer to ){escaped}(?!\w|\.\w)"
        rf"|(?<=question ){escaped}(?!\w|\.\w)"
    )


def _declared(text: str, number: str, path: Path | str) -> Iterator[int]:
    """Yield where decorators and the keys of `then=` say the number."""
    starts = _starts(text)
    for node in ast.walk(parsed(text, path)):
        constants: list[ast.expr | None] = []
        if isinstance(node, ast.Call):
            if ast.unparse(node.func).rpartition(".")[2] in _DECORATORS:
                constants += node.args
            for keyword in node.keywords:
                if keyword.arg == "then" and isinstance(keyword.value, ast.Dict):
                    constants += keyword.value.keys
        for constant in constants:
            if isinstance(constant, ast.Constant) and constant.value == number:
                first = _offset(text, starts, constant.lineno, constant.col_offset)
                last = _offset(text, starts, constant.end_lineno, constant.end_col_offset)
                place = text.find(number, first, last)
                if place >= 0:  # else it is written in pieces
                    yield place


def _written(text: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield where strings and comments say the number."""
    starts = _starts(text)
    for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
        if tokenize.tok_name[token.type] in _TEXTS:
            first = starts[token.start[0] - 1] + token.start[1]
            last = starts[token.end[0] - 1] + token.end[1]
            # A look behind may need what stands before a piece of a string.
            for match in pattern.finditer(text, first, last):
                yield match.start()


def _starts(text: str) -> list[int]:
    starts = [0]
    for line in lines_of(text):
        starts.append(starts[-1] + len(line))
    return starts


def _offset(text: str, starts: list[int], line: int | None, column: int | None) -> int:
    """Return the place of a node's end: its column counts bytes."""
    assert line is not None
    assert column is not None
    row = text[starts[line - 1] : starts[line] if line < len(starts) else len(text)]
    return starts[line - 1] + len(row.encode()[:column].decode())
