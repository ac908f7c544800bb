"""Answers that are data, each in one form: 1 and 1.0, a list and an array are the same.

Numbers are rounded to twelve digits, so that 0.1 + 0.2 and 0.3 meet; whole numbers are exact.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from autograder.checkers.answers.numbers import NotNumbers, read_entries
from autograder.expression.tree import TreeError, from_wire, shared_rows
from autograder.sandbox.values import Tensor, UnsupportedValue, WireExpression, type_name

__all__ = ["is_choice", "plain_value", "shown_value"]

_DIGITS = 12
_EXACT = 2**53  # beyond it a float's whole number says little
_MOST_LISTED = 10_000
_DEEPEST = 30
_TRUTH = {"true": True, "false": False}
_KINDS = frozenset({"array", "deep", "expression", "other", "unreadable"})


def plain_value(value: Any, depth: int = 0) -> Any:
    """Return an answer in a form that JSON has, the same for all that are equal.

    Args:
        value: What a worker sent.
        depth: Within how many others it stands.
    """
    if depth > _DEEPEST:
        return ["deep"]
    if isinstance(value, (bool, str)) or value is None:
        return _word(value)
    if isinstance(value, Tensor) and value.dtype == "bool":
        return _truths(value)
    if isinstance(value, (int, float, Fraction, Tensor, WireExpression, list, tuple)):
        numbers = _numbers(value)
        if numbers is not None:
            return numbers
    if isinstance(value, Tensor):
        return _other_tensor(value)
    if isinstance(value, WireExpression):
        return _expression(value)
    if isinstance(value, (list, tuple)):
        return [plain_value(item, depth + 1) for item in value]
    if isinstance(value, Mapping):
        return _table(value, depth)
    if isinstance(value, float):
        return repr(value)
    reason = value.reason if isinstance(value, UnsupportedValue) else ""
    return ["other", type_name(value), reason]


def shown_value(plain: Any) -> str:
    """Return what `plain_value` has made, as a person writes it."""
    if isinstance(plain, str):
        return plain
    match plain:
        case ["numbers", list(sides), list(texts)]:
            return _nested(sides, texts)
        case ["truth" | "word", value]:
            return str(value)
        case ["table", list(items)]:
            return ", ".join(f"{key}: {shown_value(item)}" for key, item in items)
        case [str(kind), *_] if kind in _KINDS:
            return f"({kind})"
    return f"[{', '.join(map(shown_value, plain))}]"


def _nested(sides: list[int], texts: list[str]) -> str:
    """Write an array as rows in brackets; one of which only a digest is known by its shape."""
    if len(texts) != math.prod(sides):
        return f"({' × '.join(map(str, sides))} numbers)"
    parts = texts
    for side in reversed(sides):
        rows = (parts[k : k + side] for k in range(0, len(parts), max(1, side)))
        parts = [f"[{', '.join(row)}]" for row in rows]
    return parts[0] if parts else "[]"


def is_choice(value: Any) -> bool:
    """Return whether an answer is a word, a truth value, or several of them."""
    if isinstance(value, Mapping):
        return bool(value) and all(map(is_choice, value.values()))
    if isinstance(value, (list, tuple)):
        return bool(value) and all(map(is_choice, value))
    return isinstance(value, (bool, str)) or (isinstance(value, Tensor) and value.dtype == "bool")


def _word(value: bool | str | None) -> Any:
    if not isinstance(value, str):
        return ["truth", value]
    word = value.strip().lower()
    return ["truth", _TRUTH[word]] if word in _TRUTH else ["word", word]


def _truths(value: Tensor) -> Any:
    def named(part: Any) -> Any:
        return [named(item) for item in part] if isinstance(part, list) else ["truth", part]

    return named(value.array().tolist())


def _numbers(value: Any) -> Any:
    """Return an array of numbers; None where it is none."""
    try:
        readings = read_entries(value, text=False)
    except (NotNumbers, RecursionError):
        return None
    numbers = [entry for entry in readings.entries if isinstance(entry, Fraction)]
    if len(numbers) < len(readings.entries) or not numbers:
        return None
    texts = list(map(_number, numbers))
    listed = texts if len(texts) <= _MOST_LISTED else [_digest("|".join(texts).encode())]
    return ["numbers", [*readings.shape], listed]


def _number(value: Fraction) -> str:
    if value.denominator == 1:
        return _whole(value.numerator)
    try:
        number = float(value)
    except OverflowError:
        return f"{value.numerator:x}/{value.denominator:x}"
    rounded = float(f"{number:.{_DIGITS}g}")
    if rounded.is_integer() and abs(rounded) < _EXACT:
        return _whole(int(rounded))
    return repr(rounded)


def _whole(value: int) -> str:
    """Write a whole number, however long it is, in bounded time."""
    return str(value) if abs(value) < _EXACT else hex(value)


def _other_tensor(value: Tensor) -> Any:
    """Return an array with entries that are no finite numbers."""
    array = value.array()
    if array.size > _MOST_LISTED or array.dtype.kind not in "f":
        return ["array", value.dtype, [*value.shape], _digest(value.data)]
    texts = [
        _number(Fraction(item)) if math.isfinite(item) else repr(item)
        for item in map(float, array.ravel().tolist())
    ]
    return ["numbers", [*value.shape], texts]


def _expression(value: WireExpression) -> Any:
    try:
        root = from_wire(value.rows)
    except TreeError as error:
        return ["unreadable", str(error)]
    if root.operation in _TRUTH:
        return ["truth", _TRUTH[root.operation]]
    return ["expression", shared_rows(root)]


def _table(value: Mapping[Any, Any], depth: int) -> Any:
    """Return a table by its keys; one with the keys 1 to n is the row of its values."""
    items = {_key(key): plain_value(item, depth + 1) for key, item in value.items()}
    row = [str(number) for number in range(1, len(items) + 1)]
    if items and items.keys() == set(row):
        return [items[key] for key in row]
    return ["table", sorted(items.items(), key=lambda item: item[0])]


def _key(key: Any) -> str:
    if isinstance(key, str):
        return key.strip()
    return str(key) if type(key) is int else repr(plain_value(key))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
