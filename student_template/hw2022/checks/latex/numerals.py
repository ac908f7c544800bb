"""Answers that are numbers: in formulas, in a table, or in plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .arrays import (
    Found,
    assembled,
    entries_of,
    is_equal,
    number_of,
    statement_of,
    without_columns,
    without_lines,
)
from .cutting import cut, cut_rows, environment, stripped, text_of
from .formulas import Formula, formulas_of
from .layout import plain, rows_of
from .setting import Setting
from .tokens import Problem, Token, tokenize

__all__ = ["numbers_of"]

_MOST = 10_000
_MIXED = re.compile(r"^\s*(-?)(\d+)\s+(\d+)\s*/\s*(\d+)\s*$")
_IN_TEXT = re.compile(r"(?<![\w.])[-−–]?(?:\d+\s+\d+/\d+|\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?)(?!\w)")


def numbers_of(tokens: Sequence[Token], setting: Setting) -> Any:
    """Return the number or the array that an answer gives.

    Args:
        tokens: The answer, macros put in.
        setting: What the question declares.

    Raises:
        Problem: There is none, or it is not clear which.
    """
    table = _table(tokens, setting)
    if table is not None:
        return table
    formulas = formulas_of(tokens)
    boxed = [one for one in formulas if one.kind == "boxed"]
    if len({text_of(one.tokens) for one in boxed}) > 1 or not boxed:
        plain_ones = [one for one in formulas if one.kind != "boxed"]
        displays = [one for one in plain_ones if one.kind == "display"]
        boxed = boxed or displays or plain_ones
    else:
        boxed = boxed[-1:]
    position = tokens[0].position if tokens else 0
    found: list[Found] = []
    for place, formula in enumerate(boxed, 1):
        try:
            found += _read_formula(formula, setting)
        except Problem:
            if place == len(boxed) or not _has_letters(formula.tokens):
                raise
    if not found:
        raise Problem("there is no number in this answer", position)
    return assembled(found, position)


def _has_letters(tokens: Sequence[Token]) -> bool:
    """Return whether a formula may be a definition, of which numbers follow."""
    sides = cut(tokens, is_equal)
    return any(token.kind == "char" and token.text.isalpha() for token in sides[-1])


def _read_formula(formula: Formula, setting: Setting) -> list[Found]:
    if formula.kind == "bare":
        return _of_text(formula.tokens, setting)
    return entries_of(formula.tokens, setting, 0)


# ------------------------------------------------------------------------------ text and tables


def _of_text(tokens: Sequence[Token], setting: Setting) -> list[Found]:
    """Read numbers that no dollars surround: ``31/12 and 35/12``."""
    try:
        found = entries_of(_without_and(tokens), setting, 0)
    except Problem:
        text = "\n".join(plain(row.text) for row in rows_of(tokens))
        found = [Found(_from_text(one, setting)) for one in _numerals(text, tokens)]
    return found


def _without_and(tokens: Sequence[Token]) -> list[Token]:
    text = "".join(token.text if token.kind == "char" else " " for token in tokens)
    kept = list(tokens)
    for match in re.finditer(r"(?<![^\W\d_])(?:and|und)(?![^\W\d_])", text):
        for place in range(match.start(), match.end()):
            if len(text) == len(tokens):
                kept[place] = Token("char", "," if place == match.start() else " ",
                                    tokens[place].position)  # fmt: skip
    return [token for token in kept if not token.is_char(" ")]


def _numerals(text: str, tokens: Sequence[Token]) -> list[str]:
    """Return the numbers in a text, if each is behind a colon or an equals sign or none is."""
    position = tokens[0].position if tokens else 0
    behind = re.findall(rf"[:=]\s*({_IN_TEXT.pattern})", text)
    found = behind or _IN_TEXT.findall(text)
    if not found or len(found) > _MOST:
        raise Problem("there is no number in this answer", position)
    return found


def _from_text(text: str, setting: Setting) -> Any:
    mixed = _MIXED.match(text.replace("−", "-").replace("–", "-"))
    if mixed:
        text = f"{mixed[1]}({mixed[2]}+{mixed[3]}/{mixed[4]})"
    return number_of(tokenize(text.replace(",", ".")), setting)


def _table(tokens: Sequence[Token], setting: Setting) -> Any:
    """Read a table; None where there is none. What is no number in its head or before is left."""
    for place, token in enumerate(tokens):
        if token.kind == "command" and token.text == "begin":
            found = environment(tokens[place:]) if _is_table(tokens, place) else None
            if found:
                inside = without_lines(without_columns(found[1]))
                return _rows(inside, setting, token.position)
    return None


def _is_table(tokens: Sequence[Token], place: int) -> bool:
    name = "".join(token.text for token in tokens[place + 1 : place + 12])
    return name.strip().startswith(("{tabular", "{longtable", "{tabularx"))


def _rows(inside: Sequence[Token], setting: Setting, position: int) -> Any:
    lines = cut_rows(inside)
    cells = [[_cell(one, setting) for one in cut(line, lambda t: t.kind == "align")]
             for line in lines if stripped(line)]  # fmt: skip
    has_head = len(cells) > 1 and any(isinstance(one, str) and one for one in cells[0])
    body = cells[1:] if has_head and _is_head(cells[0]) else cells
    first = [row[0] for row in body]
    are_names = all(isinstance(one, str) for one in first)
    are_counted = has_head and len(body) > 1 and first == list(range(1, len(body) + 1))
    if len(body[0]) > 1 and (are_names or are_counted):
        body = [row[1:] for row in body]
    flat = [one for row in body for one in row]
    if not flat or any(isinstance(one, str) for one in flat):
        raise Problem("the table has cells that are no numbers: write a matrix", position)
    if len({len(row) for row in body}) > 1:
        raise Problem("the rows of the table differ in length", position)
    return flat if len(body) == 1 or len(body[0]) == 1 else body


def _is_head(row: Sequence[Any]) -> bool:
    return all(isinstance(one, str) or one == place for place, one in enumerate(row))


def _cell(tokens: Sequence[Token], setting: Setting) -> Any:
    kept = [token for token in tokens if not token.is_char("$")]
    try:
        found = statement_of(kept, setting, 1)
    except Problem:
        found = None
    if found is None or (found.is_labelled and isinstance(found.value, list)):
        return plain(" ".join(row.text for row in rows_of(tokens)))
    return found.value
