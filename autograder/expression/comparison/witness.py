"""Points and values, written so that a reader can check them by hand."""

from __future__ import annotations

from flint import acb, arb, fmpq

from autograder.expression.arithmetics.arithmetic import Scalar
from autograder.expression.arithmetics.intervals import is_infinite
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.comparison.findings import Difference
from autograder.expression.evaluation.operations import Value

__all__ = ["describe_point", "describe_value"]

_MAX_ENTRIES = 49
_SHORT = 1000
_DIGITS = 8


def describe_point(difference: Difference) -> dict[str, str]:
    """Return the value of every symbol that was used, by its name in the question."""
    texts = {name: str(value) for name, value in difference.sizes.items()}
    point = difference.point
    if point is None:
        return texts
    texts.update((name, describe_value(value)) for name, value in sorted(point.values.items()))
    for (name, index), value in sorted(point.items.items(), key=lambda item: item[0]):
        texts[f"{name}[{index}]"] = describe_value(value)
    texts.update((name, f"x -> {function}") for name, function in sorted(point.functions.items()))
    return texts


def describe_value(value: Value) -> str:
    """Return a number, a list of numbers for a vector, or a list of rows."""
    if not isinstance(value, Matrix):
        return _number(value)
    if len(value.entries) > _MAX_ENTRIES:
        return f"a {value.rows}×{value.columns} matrix"
    if value.columns == 1:
        return _list(value.entries)
    return "[" + ", ".join(_list(value.row(i)) for i in range(value.rows)) + "]"


def _list(values: tuple[Scalar, ...]) -> str:
    return "[" + ", ".join(map(_number, values)) + "]"


def _number(value: Scalar) -> str:
    if type(value) is fmpq:
        return _rational(value)
    if type(value) is acb:
        return f"{_number(value.real)} + ({_number(value.imag)})*I"
    if is_infinite(value):
        return "oo" if value > 0 else "-oo"
    text = str(arb(value).str(_DIGITS, radius=False))
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def _rational(value: fmpq) -> str:
    """Return a fraction of small numbers, or else a decimal."""
    if value.q == 1 and abs(value.p) < 10**12:
        return str(value)
    if value.q <= 100 and abs(value.p) < _SHORT:
        return str(value)
    return _number(arb(value))
