r"""Answers that are data: truth values, choices, numbers, arrays, sequences, edges, examples.

What is read is what a question's function would return in Python: numbers (exact where they are
rational), texts, truth values, and lists and dicts of these.

    2, \frac{11}{2}                                    [2, Fraction(11, 2)]
    \mu_1 = 2, \quad \mu_2 = \frac{11}{2}              [2, Fraction(11, 2)]
    \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}       [[1, 2], [3, 4]]
    (\text{the red hat}, -9.7)                         ["the red hat", Fraction(-97, 10)]
    x_1 \xrightarrow{W} h_1                            [["x1", "h1", "W"]]
    T = 2,\ p(\cdot\mid 0) = (0.5, 0.5)                {"T": 2, "p": {(0,): [1/2, 1/2]}}
    1. True \\ 2. False                                {1: True, 2: False}
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from .data_part import that_counts
from .edges import edges_of
from .labels import Label, assembled, name_of, text_of
from .literals import NoLiteral, literal
from .mathematics import read
from .numbers import NoNumber, Number, number_of
from .parts import (
    filled,
    is_comma,
    is_semicolon,
    joined,
    labelled,
    specific,
    stripped,
    without_transpose,
)
from .pieces import Pieces, pieces_of, spans, split
from .prose import without_kinds, without_prose
from .setting import Reading, Setting, Understood
from .tables import Table, table_value
from .tokens import Problem, Token
from .truths import begins_with_truth, numbered_truths, truth_of

__all__ = ["read_data"]

_DEEPEST = 16
_ANGLES = frozenset({"<", ">", "langle", "rangle"})


def read_data(tokens: Sequence[Token], setting: Setting) -> Understood:
    """Return how an answer that is data is understood.

    Args:
        tokens: The answer's, macros put in.
        setting: The question.

    Raises:
        Problem: It cannot be read.
    """
    pieces = pieces_of(tokens)
    if not any(piece.kind not in ("open", "close", "row") for piece in pieces):
        raise Problem("nothing is written here", tokens[0].position if tokens else 0)
    with suppress(NoLiteral):
        return Understood((Reading(literal(_as_python(tokens))),))
    value: Any = numbered_truths(pieces)
    if value is None:
        value = truth_of(pieces)
    if value is None:
        value = _Data(setting).whole(pieces)
    return Understood((Reading(value),))


def _as_python(tokens: Sequence[Token]) -> str:
    """Return what stands there as Python would read it, signs of mathematics left out."""
    text = ""
    for token in tokens:
        is_plain = token.kind in ("char", "space")
        if not is_plain and not (token.kind == "command" and token.text in _SAME):
            raise NoLiteral
        text += token.text
    return text.replace("``", '"').replace("''", '"').replace("$", "").rstrip(" .\n")


#: Commands that stand for the character that they are named after.
_SAME = frozenset({"{", "}", "_"})


class _Data:
    """Reads the parts of an answer."""

    def __init__(self, setting: Setting) -> None:
        self._setting = Setting(setting.number)

    def whole(self, pieces: Pieces) -> Any:
        """Return what an answer says: of what is boxed, a list, displayed, or all of it."""
        pieces = that_counts(pieces)
        value = self._value(pieces, _DEEPEST)
        said = value if isinstance(value, list) else [value]
        is_sentence = all(isinstance(one, str) for one in said) and all(
            one.kind in ("text", "char") for one in stripped(pieces)
        )
        return text_of(pieces) if is_sentence and said else value

    def _value(self, pieces: Pieces, left: int) -> Any:
        if not left:
            raise Problem("lists within lists, too deep to be read", pieces[0].position)
        pieces = stripped(pieces)
        if not pieces:
            return None
        rows = filled(split(pieces, lambda one: one.kind == "row" and one.text != "blank"))
        if len(rows) > 1:
            return self._many(rows, left - 1)
        pieces, is_turned = without_transpose(stripped(rows[0]))
        around = next(spans(pieces), None)
        if around == (0, len(pieces) - 1):
            return self._enclosed(pieces, left - 1, is_turned=is_turned)
        truth = begins_with_truth(pieces)
        if truth is not None:
            return truth
        for separates in (is_semicolon, is_comma):
            parts = filled(split(pieces, separates))
            if len(parts) > 1:
                return self._many(parts, left - 1)
        if edges := list(edges_of(pieces)):
            return edges
        label, value = labelled(pieces)
        if label is not None:
            return assembled([(label, self._value(value, left - 1))])
        return self._scalar(pieces, left - 1)

    def _enclosed(self, pieces: Pieces, left: int, *, is_turned: bool) -> Any:
        first, inner = pieces[0], pieces[1:-1]
        if first.kind == "open" and first.text == "table":
            cells = [
                split(row, lambda one: one.kind == "align")
                for row in filled(split(inner, lambda one: one.kind == "row"))
            ]
            table = Table(
                [[self._cell(cell, left) for cell in row] for row in cells], _has_head(inner)
            )
            return table_value(table, is_turned=is_turned)
        if first.kind in ("open", "begin"):
            return self._value(inner, left)
        parts = filled(split(inner, lambda one: is_comma(one) or is_semicolon(one)))
        if not parts:
            return []
        value = self._value(inner, left)
        is_alone = len(parts) == 1 and not isinstance(value, (list, dict))
        return [value] if is_alone and first.text != "(" else value

    def _cell(self, pieces: Pieces, left: int) -> Any:
        label, value = labelled(stripped(pieces))
        return (label, self._value(value, left)) if label else self._value(pieces, left)

    def _many(self, parts: Sequence[Pieces], left: int) -> Any:
        """Return the value of several parts: rows, items, or what commas separate."""
        groups: list[tuple[Label | None, list[Pieces]]] = []
        for part in joined(parts):
            if any(edges_of(part)) or begins_with_truth(stripped(part)) is not None:
                groups.append((None, [part]))
                continue
            label, value = labelled(stripped(part))
            if label is None and groups and groups[-1][0] is not None:
                groups[-1][1].append(part)
            else:
                groups.append((label, [value]))
        labels = [label for label, _ in groups]
        if not all(labels):
            flat = [self._value(part, left) for _, group in groups for part in group]
            return _flattened_edges(flat)
        last = {label: group for label, group in groups if label is not None}
        kept = specific(list(last))
        return assembled([(label, self._group(last[label], left)) for label in kept])

    def _group(self, parts: Sequence[Pieces], left: int) -> Any:
        values = [self._value(part, left) for part in parts]
        return values[0] if len(values) == 1 else values

    def _scalar(self, pieces: Pieces, left: int) -> Any:
        pieces = [one for one in pieces if one.text not in _ANGLES]
        if any(one.text.isdigit() for one in pieces):
            pieces = without_kinds(pieces)
        words = [place for place, one in enumerate(pieces) if one.kind == "text"]
        if not words:
            return self._number_or_name(pieces)
        rest = stripped(pieces[words[-1] + 1 :])
        is_first = all(one.kind == "text" for one in pieces[: words[-1] + 1])
        text = text_of(pieces)
        if not any(one.text.isdigit() or one.kind in ("command", "begin") for one in pieces):
            return text
        if is_first and rest:
            said = text_of(without_prose(pieces[: words[-1] + 1]))
            value = self._value(rest, left)
            return [said, value] if said else value
        number = stripped(pieces[: words[0]])
        if number and not any(one.kind not in ("text",) for one in pieces[words[0] :]):
            return self._number_or_name(number)  # a unit stands behind it
        return name_of(pieces)

    def _number_or_name(self, pieces: Pieces) -> Number | str | bool:
        try:
            understood = read(_tokens(pieces), self._setting, is_number=True)
            return number_of(understood.readings[0].value)
        except NoNumber as reason:
            raise Problem(str(reason), pieces[0].position) from None
        except Problem as problem:
            try:
                return name_of(_without_argument(pieces))
            except Problem:
                raise problem from None


def _tokens(pieces: Pieces) -> list[Token]:
    return [one for one in pieces if one.kind not in ("row", "align", "open", "close")]


def _without_argument(pieces: Pieces) -> Pieces:
    r"""``\tanh(x)`` is named by the function."""
    place = next((k for k, one in enumerate(pieces) if one.text == "("), len(pieces))
    return pieces[:place] if place and pieces[-1].text == ")" else pieces


def _has_head(pieces: Pieces) -> bool:
    """Return whether there is one rule between the rows, below the first."""
    rows = 0
    rules: list[int] = []
    for part in split(pieces, lambda one: one.kind == "row" and one.text == "\\"):
        rules += [rows] if any(one.text == "rule" for one in part) else []
        rows += bool(stripped([one for one in part if one.kind != "row"]))
    return [place for place in rules if 0 < place < rows] == [1]


def _flattened_edges(values: list[Any]) -> list[Any]:
    def is_edges(value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(item, list) and len(item) == 3 and all(isinstance(x, str) for x in item)
            for item in value
        ) and bool(value)  # fmt: skip

    if values and all(is_edges(value) for value in values):
        return [edge for value in values for edge in value]
    return values
