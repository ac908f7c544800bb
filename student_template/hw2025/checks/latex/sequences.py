"""Sequences of words, alone or with a number each, in rows: ``a red hat, -9.7``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .layout import Row
from .listed import listed
from .tokens import Problem

__all__ = ["sequences_of"]

_NUMBER = re.compile(r"[(\[]?\s*([-−–]?)\s*(\d+(?:[.,]\d+)?|\.\d+)\s*[)\]]?")
_LABEL = re.compile(
    r"(?:with|at|has|having|and|its)?\s*(?:an?\s+|the\s+|of\s+|total\s+)*"
    r"(?:log[\s-]*(?:likelihood|probability|prob|p)\b|score|likelihood|probability|value|logp|ll)"
    r"[^;,=:]*?\s*(?:of|is|=|:|≈)?\s*(?=[-−–(]?\s*[\d.]+\s*\)?\s*$)",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^(?:[^:;,]{0,40}?\d[^:;,]{0,8}|[A-Za-z“” ]{1,40}):\s*(?![-−–(\s]*[\d.])(?=\S)")
_STEP = re.compile(
    r"(?:step|schritt|time|after step|iteration)?\s*(?:t\s*=)?\s*\d{1,2}\s*[.):]*", re.IGNORECASE
)
_STEPS = re.compile(
    r"(?<=[\s.;])(?=(?:step|schritt)\s*\d\s*[:.)—-]|t\s*=\s*\d\s*[:,])", re.IGNORECASE
)
_PROSE = frozenset(
    listed(
        "is are finds gives yields keeps returns decodes therefore so then hence we obtain choose "
        "greedy decoding beam search keep which because"
    )
)
_RELATIVE = ("whose", "with", "which has", "at", "having", "and its", "its", "where", "has")
_START = re.compile(r"[<⟨\[]\s*“?\s*bos\s*”?\s*[>⟩\]]", re.IGNORECASE)
#: How a number comes about, before it.
_SUM = re.compile(r"[:=,]\s{0,2}[-−–+.·()\d\s]{1,80}=?\s?$")
_MAX_DEPTH = 6
_MOST_DIGITS = 100


@dataclass(frozen=True, slots=True)
class _Item:
    words: str
    number: Any = None

    @property
    def value(self) -> Any:
        return self.words if self.number is None else (self.words, self.number)


def sequences_of(rows: Sequence[Row], position: int = 0) -> Any:
    """Return a sequence, with its number where it has one; of several a list, or lists of rows.

    Raises:
        Problem: There is none, or prose cannot be told from it.
    """
    read = [_items(part, row.position) for row in _body(rows) for part in _parts(row)]
    lists: list[list[_Item]] = []
    for items in (items for items in read if items):
        alone = items[0] if len(items) == 1 else None
        if alone and not alone.words and lists and lists[-1][-1].number is None:
            lists[-1][-1] = _Item(lists[-1][-1].words, alone.number)
        else:
            lists.append(items)
    if any(not item.words for items in lists for item in items):
        raise Problem("a number without its sequence", position)
    if not lists:
        raise Problem("there is no sequence of words in this answer", position)
    if all(len(items) == 1 for items in lists):
        found = [items[0].value for items in lists]
        return found[0] if len(found) == 1 else found
    nested = [[item.value for item in items] for items in lists]
    return nested[0] if len(nested) == 1 else nested


def _body(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without a table's head, and without prose before a list or a table."""
    tables = [row for row in rows if len(row.cells) > 1]
    body = tables or [row for row in rows if row.number] or list(rows)
    if len(body) > 1 and tables:
        with_number = [bool(_NUMBER.search(row.text)) for row in body]
        if not with_number[0] and all(with_number[1:]):
            return body[1:]
    return body


def _parts(row: Row) -> list[list[str]]:
    """Return the cells of a row; of a text, of each step that it tells of."""
    cells = [_START.sub("⟪BOS⟫", cell) for cell in row.cells if cell]
    if len(cells) > 1 and _STEP.fullmatch(cells[0].strip(" “”")):
        cells = cells[1:]
    if len(cells) != 1:
        return [cells]
    parts = [part for part in _STEPS.split(cells[0]) if part.strip()]
    split: list[list[str]] = []
    for part in parts:
        text = _HEAD.sub("", part) if not part.lstrip().startswith("“") or "”:" in part else part
        levels = _split(text, ";")
        if len(levels) > 1 and any(_separates(level) for level in levels):
            split += [[level] for level in levels]
        else:
            split.append([text])
    return [row for cells in split for row in _sets(cells)]


def _separates(text: str) -> bool:
    """Return whether a text between semicolons holds a list of its own."""
    return len(_split(text, ",")) > 1


def _sets(cells: Sequence[str]) -> list[list[str]]:
    """Return each set in braces as a row of its own, where an answer is several of them."""
    if len(cells) != 1:
        return [list(cells)]
    whole = _bracketed(cells[0].strip(" ."))
    inside = _split(whole[1], ",;") if whole and whole[0] in "[(⦃" else []
    if len(inside) > 1 and all(one.strip()[:1] in ("[", "⦃") for one in inside):
        return [[_opened(one)] for one in inside]
    parts = _split(cells[0], ",;")
    sets = [_bracketed(part.strip(" .")) for part in parts]
    if len(parts) > 1 and all(one and one[0] in "⦃[" for one in sets):
        return [[_opened(part)] for part in parts]
    return [list(cells)]


def _opened(text: str) -> str:
    bracket = _bracketed(text.strip(" ."))
    return bracket[1] if bracket else text


def _items(cells: Sequence[str], position: int) -> list[_Item]:
    found: list[_Item] = []
    for cell in cells:
        for text in _split(cell, ",;"):
            found += _read(text, position, 0)
    return _paired(found)


def _paired(items: Sequence[_Item]) -> list[_Item]:
    """Give numbers that stand alone to the sequences before them."""
    done: list[_Item] = []
    for item in items:
        if not item.words and done and done[-1].words and done[-1].number is None:
            done[-1] = _Item(done[-1].words, item.number)
        elif item.words and done and not done[-1].words:
            done[-1] = _Item(item.words, done[-1].number)
        else:
            done.append(item)
    return done


def _read(text: str, position: int, depth: int) -> list[_Item]:
    text = text.strip(" .\n")
    if depth > _MAX_DEPTH:
        raise Problem("too many brackets", position)
    bracket = _bracketed(text)
    if bracket:
        sign, inside = bracket
        parts = _split(inside, ",;")
        items = [item for part in parts for item in _read(part, position, depth + 1)]
        numbers = [item.number for item in items if not item.words]
        named = [item.words for item in items if item.words]
        is_one = len(named) == 1 or not any(" " in words for words in named)
        if sign in "([<" and named and len(numbers) <= 1 and is_one:
            return [_Item(" ".join(named), numbers[0] if numbers else items[0].number)]
        return _paired(items)
    return [_plain_item(text, position)] if text else []


def _plain_item(text: str, position: int) -> _Item:
    number = _NUMBER.fullmatch(text)
    if number:
        return _Item("", _number(number))
    text = _LABEL.sub(" ", text)
    at_end = re.search(rf"(?:^|[\s:=(])({_NUMBER.pattern})\s*\)?$", text)
    value = None
    if at_end and (found := _NUMBER.search(at_end[1])):
        value, text = _number(found), text[: at_end.start()]
        text = _SUM.sub(" ", text)
    quoted = re.findall("“([^“”]*)”", text)
    if len(quoted) == 1 and quoted[0].strip():
        text = quoted[0]
    elif value is not None and text.strip().lower() in _RELATIVE:
        return _Item("", value)
    text = text.replace("⟪BOS⟫", " <BOS> ").replace("→", " ").replace("\\", " ")
    text = re.sub(r"[“”\"'()⦃⦄\[\]=:·]|\blog p\b", " ", text)
    words = text.split()
    if len({word.lower() for word in words} & _PROSE) > 0:
        raise Problem(
            "put each sequence in a line of its own, with nothing but its words", position
        )
    if value is not None and not words:
        return _Item("", value)
    return _Item(" ".join(words), value)


def _number(match: re.Match[str]) -> Fraction:
    if len(match[2]) > _MOST_DIGITS:
        raise Problem("a number of too many digits")
    value = Fraction(match[2].replace(",", "."))
    return -value if match[1] else value


def _bracketed(text: str) -> tuple[str, str] | None:
    """Return the bracket that is around the whole of a text, and what stands inside."""
    pairs = {"(": ")", "[": "]", "⦃": "⦄", "<": ">"}
    if len(text) < 2 or pairs.get(text[0]) != text[-1]:
        return None
    depth = 0
    for place, character in enumerate(text):
        depth += (character in pairs) - (character in pairs.values())
        if not depth and place < len(text) - 1:
            return None
    return text[0], text[1:-1]


def _split(text: str, signs: str) -> list[str]:
    """Split at signs, and at "and", where no bracket or quotation is open."""
    parts, start, depth = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([⦃“") - (character in ")]⦄”")
        if depth > 0:
            continue
        is_decimal = character == "," and text[place + 1 : place + 2].isdigit()
        if character in signs and not is_decimal:
            parts.append(text[start:place])
            start = place + 1
        elif character == " " and re.match(r"(?:and|und|&)\s", text[place + 1 : place + 5]):
            parts.append(text[start:place])
            start = place + 4 if text[place + 1] != "&" else place + 2
    parts.append(text[start:])
    return [part for part in parts if part.strip()]
