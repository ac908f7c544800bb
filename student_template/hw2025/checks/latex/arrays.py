r"""Numbers, alone or in arrays: matrices, lists, rows such as ``\mu_1 = …``, tables, text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from .cutting import cut, cut_rows, environment, stripped, text_of, whole_bracket
from .mathematics import read
from .setting import Setting
from .term import Term
from .tokens import Problem, Token
from .value import value_of

__all__ = [
    "Found", "array_of", "assembled", "entries_of", "is_equal", "number_of", "statement_of",
    "without_columns", "without_lines",
]  # fmt: skip

_MATRICES = frozenset({"pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "matrix",
                       "smallmatrix", "array", "psmallmatrix", "bsmallmatrix", "pmatrix*",
                       "bmatrix*"})  # fmt: skip
_ROWED = frozenset({"aligned", "split", "gathered", "align", "align*", "cases", "alignedat",
                    "gather", "gather*", "eqnarray", "eqnarray*"})  # fmt: skip
_EQUAL = frozenset({"=", ":"})
_EQUAL_COMMANDS = frozenset({"equiv", "coloneqq", "coloneq", "colon", "leftarrow", "gets"})
_ABOUT = frozenset({"approx", "simeq", "doteq", "sim", "cong"})
_TURNS = frozenset({"^\\top", "^T", "^\\intercal", "^\\mathsfT", "^\\mathrmT", "^t", "^\\text{T}",
                    "^\\textT", "^\\prime", "'"})  # fmt: skip
_MOST_SIGNS = 250
_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Found:
    r"""A number or an array, with the indices that its label has.

    Attributes:
        value: Numbers, or lists of them.
        index: Those of ``\mu_{1,2}``; empty where there are none.
        is_labelled: Whether anything stands before it.
        position: Where it is written.
    """

    value: Any
    index: tuple[int, ...] = ()
    is_labelled: bool = False
    position: int = 0


# ------------------------------------------------------------------------------ putting together


def assembled(found: Sequence[Found], position: int) -> Any:
    """Return the answer: what has indices in their order, else the last array, else all numbers."""
    indexed = [one for one in found if one.index]
    if indexed and len({len(one.index) for one in indexed}) == 1:
        numbers = _by_index(indexed)
        arrays = [one for one in found if not one.index and isinstance(one.value, list)]
        if arrays:
            return arrays[-1].value
        return numbers
    arrays = [one for one in found if isinstance(one.value, list)]
    if arrays:
        return arrays[-1].value
    if len(found) == 1:
        return found[0].value
    if len({one.is_labelled for one in found}) > 1:
        raise Problem(
            "it is not clear which numbers are the answer: write them in one list", position
        )
    return [one.value for one in found]


def _by_index(found: Sequence[Found]) -> Any:
    values: dict[tuple[int, ...], Found] = {}
    for one in found:
        before = values.setdefault(one.index, one)
        if before.value != one.value:
            raise Problem("this has two values: which of them is the answer?", one.position)
    keys = sorted(values)
    first = min(min(key) for key in keys)
    if len(keys[0]) == 1:
        if [key[0] for key in keys] != list(range(keys[0][0], keys[0][0] + len(keys))):
            raise Problem("not all of the numbers are here: one is missing in the row of indices",
                          found[-1].position)  # fmt: skip
        return [values[key].value for key in keys]
    if len(keys[0]) != 2 or first not in (0, 1):
        raise Problem("write it as a matrix", found[0].position)
    rows, columns = (max(key[k] for key in keys) for k in (0, 1))
    grid = [(i, j) for i in range(first, rows + 1) for j in range(first, columns + 1)]
    if keys != grid:
        raise Problem("not all of the numbers are here: write it as a matrix", found[-1].position)
    width = columns + 1 - first
    return [
        [values[key].value for key in grid[start : start + width]]
        for start in range(0, len(grid), width)
    ]


# ------------------------------------------------------------------------------ formulas


def entries_of(tokens: Sequence[Token], setting: Setting, depth: int) -> list[Found]:
    """Return what stands in a formula, one after the other."""
    found: list[Found] = []
    for row in cut_rows(tokens):
        for column in _columns(row):
            for place, piece in enumerate(_listed(column)):
                one = statement_of(piece, setting, depth)
                if one is None:
                    continue
                if not place and found and _continues(column):
                    found[-1] = replace(found[-1], value=one.value)
                else:
                    found.append(one)
    return found


def _columns(row: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Cut an aligned row at its signs, but for those that stand beside a relation."""
    columns: list[tuple[Token, ...]] = []
    for cell in cut(row, lambda token: token.kind == "align"):
        is_open = columns and _is_relation(columns[-1], -1)
        if columns and (is_open or _continues(cell) or not stripped(columns[-1])):
            columns[-1] += cell
        else:
            columns.append(cell)
    return columns


def _continues(tokens: Sequence[Token]) -> bool:
    """Return whether a piece of a chain begins with a relation."""
    return _is_relation(tokens, 0)


def _is_relation(tokens: Sequence[Token], place: int) -> bool:
    said = [token for token in tokens if token.kind not in ("space", "align")]
    return bool(said) and (
        is_equal(said[place]) or (said[place].kind == "command" and said[place].text in _ABOUT)
    )


def _listed(row: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Cut a row of a formula at commas, "and", and wide blanks."""
    pieces: list[tuple[Token, ...]] = []
    has_semicolons = any(token.is_char(";") for token in row)
    for part in cut(row, lambda token: _is_comma(token, has_semicolons)):
        pieces += _at_words(part)
    return [piece for piece in pieces if any(token.kind != "space" for token in piece)]


def _is_comma(token: Token, has_semicolons: bool) -> bool:
    if token.kind == "command":
        return token.text in ("quad", "qquad")
    return token.is_char(";") or (token.is_char(",") and not has_semicolons)


_TEXTS = frozenset({"text", "mathrm", "mbox", "textrm", "intertext", "textit", "operatorname"})


def _at_words(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    r"""Cut at ``\text{and}`` and the like."""
    pieces: list[list[Token]] = [[]]
    place, depth = 0, 0
    while place < len(tokens):
        token = tokens[place]
        depth += (token.kind == "begin") - (token.kind == "end")
        if not depth and token.kind == "command" and token.text in _TEXTS:
            end = place + 1
            while end < len(tokens) and tokens[end].kind != "end":
                end += 1
            inside = "".join(t.text for t in tokens[place + 1 : end] if t.kind == "char")
            if inside.strip(",.").lower() in ("and", "und", ""):
                pieces.append([])
                place = end + 1
                continue
        pieces[-1].append(token)
        place += 1
    return [tuple(piece) for piece in pieces]


def statement_of(tokens: Sequence[Token], setting: Setting, depth: int) -> Found | None:
    r"""Read a value, perhaps with a label before it: ``\mu_1 = 19/6``."""
    kept = tuple(tokens)
    sides = [side for side in cut(kept, is_equal) if stripped(side)]
    if not sides:
        return None
    position = kept[0].position
    parts = cut(sides[-1], lambda t: t.kind == "command" and t.text in _ABOUT)
    exact = [part for part in parts if stripped(part)]
    if not exact:
        return None
    has_label = len(sides) > 1 or len(exact) > 1
    value_tokens, label = exact[0], sides[0] if len(sides) > 1 else ()
    if len(sides) == 1 and len(exact) > 1 and not _is_value(exact[0]):
        value_tokens, label = exact[1], exact[0]
    value = array_of(value_tokens, setting, depth=depth)
    return Found(value, _index(label), has_label, position)


def is_equal(token: Token) -> bool:
    """Return whether a sign sets two sides equal."""
    if token.kind == "command":
        return token.text in _EQUAL_COMMANDS
    return token.kind == "char" and token.text in _EQUAL


def _is_value(tokens: Sequence[Token]) -> bool:
    return not any(token.kind == "sub" for token in tokens) and any(
        token.kind == "char" and token.text.isdigit() for token in tokens
    )


def _index(label: Sequence[Token]) -> tuple[int, ...]:
    r"""Return the indices below a label: of ``\mu_{1,2}`` and ``\mu_{12}`` one and two."""
    for place, token in enumerate(label):
        if token.kind == "sub":
            inside = ""
            depth = 0
            for one in label[place + 1 :]:
                depth += (one.kind == "begin") - (one.kind == "end")
                inside += one.text if one.kind == "char" else " " if one.kind == "space" else ""
                if depth <= 0:
                    break
            digits = re.findall(r"\d+", inside)
            if len(digits) == 1 and re.fullmatch(r"\s*\d\d\s*", inside) and digits[0][0] != "0":
                digits = list(digits[0]) if digits[0] != "10" else digits
            return tuple(map(int, digits))
    return ()


def array_of(tokens: Sequence[Token], setting: Setting, *, depth: int = 0) -> Any:
    """Return a number, or lists of numbers as a formula has them.

    Raises:
        Problem: It is none.
    """
    kept = stripped(tokens)
    if not kept:
        position = tokens[0].position if tokens else 0
        raise Problem("a number is missing here", position)
    if depth > _MAX_DEPTH:
        raise Problem("too many brackets", kept[0].position)
    turned = _turned(kept)
    if turned is not None:
        return _transposed(array_of(turned, setting, depth=depth + 1))
    matrix = environment(kept)
    if matrix and matrix[0] in _MATRICES and not stripped(matrix[2]):
        return _matrix(matrix[0], matrix[1], setting, depth)
    if matrix and matrix[0] in _ROWED and not stripped(matrix[2]):
        return assembled(entries_of(matrix[1], setting, depth + 1), kept[0].position)
    bracket = whole_bracket(kept)
    if bracket:
        inner = environment(stripped(bracket[1]))
        if inner and not stripped(inner[2]):
            return array_of(bracket[1], setting, depth=depth + 1)
        rows = cut(bracket[1], lambda token: token.is_char(";"))
        if bracket[0] == "[" and len(rows) > 1 and all(_is_row(row) for row in rows):
            return [array_of(_as_list(row), setting, depth=depth + 1) for row in rows]
        parts = [part for part in _listed(bracket[1]) if stripped(part)]
        if len(parts) > 1 or whole_bracket(stripped(bracket[1])):
            return [_statement_value(part, setting, depth + 1) for part in parts]
        if bracket[0] in ("[", "{", "lbrace") and parts:
            return [_statement_value(parts[0], setting, depth + 1)]
    scaled = _scaled(kept, setting, depth)
    return number_of(kept, setting) if scaled is None else scaled


def _is_row(tokens: Sequence[Token]) -> bool:
    """Return whether something is a list, and no number with a decimal comma."""
    return any(
        one.is_char(",") and after.position > one.position + 1 for one, after in pairwise(tokens)
    )


def _as_list(tokens: Sequence[Token]) -> tuple[Token, ...]:
    position = tokens[0].position
    return (Token("char", "(", position), *tokens, Token("char", ")", position))


def _statement_value(tokens: Sequence[Token], setting: Setting, depth: int) -> Any:
    found = statement_of(tokens, setting, depth)
    if found is None:
        raise Problem("a number is missing here", tokens[0].position)
    return found.value


def _matrix(name: str, inside: Sequence[Token], setting: Setting, depth: int) -> Any:
    if name == "array" or name.endswith("*"):
        inside = without_columns(inside)
    rows = cut_rows(without_lines(inside))
    table = [
        [_statement_value(cell, setting, depth + 1) for cell in _cells(row)]
        for row in rows
        if stripped(row)
    ]
    if not table:
        raise Problem("an empty matrix", 0)
    if len({len(row) for row in table}) > 1:
        raise Problem("the rows of the matrix differ in length", inside[0].position)
    if len(table) == 1 or len(table[0]) == 1:
        return [entry for row in table for entry in row]
    return table


def _cells(row: Sequence[Token]) -> list[tuple[Token, ...]]:
    cells = cut(row, lambda token: token.kind == "align")
    if len(cells) == 1:
        cells = cut(row, lambda token: token.is_char(",") or token.is_char(";"))
    return cells


def without_columns(inside: Sequence[Token]) -> Sequence[Token]:
    """Leave out how the columns of a table are set."""
    kept = list(inside)
    while kept and kept[0].kind == "space":
        kept.pop(0)
    if kept and kept[0].is_char("["):
        while kept and not kept[0].is_char("]"):
            kept.pop(0)
        kept = kept[1:]
    if kept and kept[0].kind == "begin":
        depth = 0
        for place, token in enumerate(kept):
            depth += (token.kind == "begin") - (token.kind == "end")
            if not depth:
                return kept[place + 1 :]
    return kept


def without_lines(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the lines of a table."""
    dropped = ("hline", "toprule", "midrule", "bottomrule")
    return [t for t in tokens if t.kind != "command" or t.text not in dropped]


def _turned(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    """Return what is transposed, where a bracket or a matrix is."""
    for back in range(2, min(7, len(tokens))):
        if tokens[-back].kind == "sup":
            before = stripped(tokens[:-back])
            is_array = before and (whole_bracket(before) or environment(before))
            return before if is_array and text_of(tokens[-back:]) in _TURNS else None
    return None


def _transposed(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], list):
        return [list(column) for column in zip(*value, strict=True)]
    return value


def _scaled(tokens: Sequence[Token], setting: Setting, depth: int) -> Any:
    r"""Read ``\frac1{12}\begin{pmatrix}31&35\end{pmatrix}``."""
    for place, token in enumerate(tokens):
        is_matrix = token.kind == "command" and token.text == "begin"
        may_open = place > 0 and token.text in ("(", "[")
        bracket = whole_bracket(tokens[place:]) if may_open else None
        is_list = bracket is not None and len(_listed(bracket[1])) > 1
        if place and (is_matrix or is_list):
            front = [t for t in stripped(tokens[:place]) if t.text not in ("cdot", "times")]
            if front and front[-1].kind == "command" and front[-1].text in ("left", "bigl"):
                front = front[:-1]
            factor = number_of(front, setting) if text_of(front) != "-" else -1
            return _times(factor, array_of(tokens[place:], setting, depth=depth + 1))
        if is_matrix or (token.kind == "command" and token.text not in _FACTORS):
            return None
    return None


_FACTORS = frozenset({"frac", "tfrac", "dfrac", "cdot", "times", ",", "left", "bigl", "Bigl"})


def _times(factor: Any, value: Any) -> Any:
    return [_times(factor, part) for part in value] if isinstance(value, list) else factor * value


def number_of(tokens: Sequence[Token], setting: Setting) -> Any:
    """Return the number that a formula is.

    Raises:
        Problem: It is none, or could be two.
    """
    kept = stripped(tokens)
    position = kept[0].position if kept else 0
    if len(kept) > _MOST_SIGNS:
        raise Problem("this is too long for one number: write its value", position)
    understood = read(kept, replace(setting, names=()), is_number=True)
    values = {value_of(one.value, position) for one in understood.readings
              if isinstance(one.value, Term)}  # fmt: skip
    if len(values) != 1:
        raise Problem("this number can be read in two ways: add brackets", position)
    value = values.pop()
    return int(value) if value == int(value) and not isinstance(value, float) else value
