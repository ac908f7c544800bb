"""Points and values, written so that a reader can check them by hand."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction

from flint import acb, arb, ctx, fmpq, fmpq_mat

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.intervals import contains_zero, is_infinite
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undecided, Undefined, Unsupported
from autograder.expression.budget import Meter, OverBudget
from autograder.expression.comparison.findings import Disagreement, Pair
from autograder.expression.domain import Domain
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import ComparisonSetting, Model
from autograder.expression.tree import Node

__all__ = [
    "describe_items",
    "describe_point",
    "describe_tied",
    "describe_value",
    "describe_values",
]

_MAX_ENTRIES = 49
_SHORT = 1000
_FEW_DIGITS = 3
#: Open intervals that rounding can leave; of the others it meets the edge at most, which is inside.
_BOUNDED: dict[str, tuple[int, int | None]] = {"positive": (0, None), "unit": (0, 1)}
_DIGITS = (8, 16, 32, 64, 128)


def describe_point(difference: Disagreement) -> dict[str, str]:
    """Return the value of every symbol that was used, by its name in the question."""
    texts = {name: str(value) for name, value in difference.sizes.items()}
    point = difference.point
    if point is None:
        return texts
    for name, value in sorted(point.values.items()):
        texts[name] = _inside(value, point.domain(name))
    for (name, index), value in sorted(point.items.items(), key=lambda item: item[0]):
        texts[f"{name}[{index}]"] = _inside(value, point.domain(name))
    texts.update((name, f"x -> {function}") for name, function in sorted(point.functions.items()))
    return texts


def _inside(value: Value, domain: Domain | None) -> str:
    """Return a value with as many digits as leave it in its domain."""
    kind = domain.kind if domain else ""
    for digits in _DIGITS:
        text = describe_value(value, digits)
        if _is_in(kind, text):
            break
    return text


def _is_in(kind: str, text: str) -> bool:
    """Return whether what is shown of a value is in the domain that the value is in."""
    if kind == "posdef":
        return not text.startswith("[") or _is_positive_definite(text)
    if kind not in _BOUNDED:
        return True
    try:
        shown = Fraction(text)
    except ValueError:
        return True
    low, high = _BOUNDED[kind]
    return low < shown and (high is None or shown < high)


def _is_positive_definite(text: str) -> bool:
    rows = [
        [Fraction(entry) for entry in row.strip("[] ").split(",")]
        for row in text[1:-1].split("], [")
    ]
    whole = [[fmpq(entry.numerator, entry.denominator) for entry in row] for row in rows]
    minors = (
        fmpq_mat(k, k, [entry for row in whole[:k] for entry in row[:k]]).det()
        for k in range(1, len(whole) + 1)
    )
    return all(minor > 0 for minor in minors)


def describe_tied(
    setting: ComparisonSetting, difference: Disagreement, bodies: Mapping[str, Node]
) -> dict[str, str]:
    """Return the values of symbols at a difference, by what they are made of."""
    if difference.point is None:
        return {}
    meter = Meter(setting.budget.near_miss_steps)
    model = Model(setting, Balls(), ClosedFormRules(meter), meter)
    model.enter(difference.point)
    texts = {}
    for name, body in bodies.items():
        with suppress(Undefined, Undecided, Unsupported, OverBudget):
            texts[name] = describe_value(model.program(body).run())
    return texts


def describe_items(pair: Pair, difference: Disagreement) -> dict[str, str]:
    """Return the values at a difference of the items that an answer is made of itself.

    What those are made of in turn, by the definitions of the question, is not among them.
    """
    if difference.point is None or difference.undefined:
        return {}
    meter = Meter(pair.setting.budget.near_miss_steps)
    model = Model(pair.setting, Balls(), ClosedFormRules(meter), meter)
    model.enter(difference.point)
    try:
        model.program(pair.submitted).run()
    except (Undefined, Undecided, Unsupported, OverBudget):
        return {}
    return {
        f"{name}[{index}]": _inside(value, difference.point.domain(name))
        for (name, index), value in sorted(model.asked.items(), key=lambda item: item[0])
    }


def describe_values(difference: Disagreement) -> tuple[str, str]:
    """Return both values, with as many digits as it takes to tell them apart."""
    if difference.point is None:
        return "", ""
    if difference.undefined:
        return describe_value(difference.expected), "not defined"
    texts = ("", "")
    for digits in _DIGITS:
        texts = (
            describe_value(difference.expected, digits),
            describe_value(difference.submitted, digits),
        )
        if texts[0] != texts[1]:
            break
    return texts


def describe_value(value: Value, digits: int = 8) -> str:
    """Return a number, a list of numbers for a vector, or a list of rows."""
    if not isinstance(value, Matrix):
        return _number(value, digits)
    if len(value.entries) > _MAX_ENTRIES:
        return f"a {value.rows}×{value.columns} matrix"
    if value.columns == 1:
        return _list(value.entries, digits)
    return "[" + ", ".join(_list(value.row(i), digits) for i in range(value.rows)) + "]"


def _list(values: tuple[Scalar, ...], digits: int) -> str:
    return "[" + ", ".join(_number(value, digits) for value in values) + "]"


def _number(value: Scalar, digits: int) -> str:
    if type(value) is fmpq:
        return _rational(value, digits)
    if type(value) is acb:
        return f"{_number(value.real, digits)} + ({_number(value.imag, digits)})*I"
    if is_infinite(value):
        return "oo" if value > 0 else "-oo"
    if contains_zero(value) and not value.is_exact():  # not one digit of it is known
        return str(value.str(_FEW_DIGITS))
    text = str(arb(value).str(digits, radius=False))
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def _rational(value: fmpq, digits: int) -> str:
    """Return a fraction of small numbers, or else a decimal."""
    if value.q == 1 and abs(value.p) < 10**12:
        return str(value)
    if value.q <= 100 and abs(value.p) < _SHORT:
        return str(value)
    with ctx.workprec(4 * digits + 32):
        return _number(arb(value), digits)
