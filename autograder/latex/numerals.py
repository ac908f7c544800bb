"""The number that a formula without symbols is: exact where it is rational."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from .atoms import Row
from .mathematics import read_row
from .notations import Notations
from .setting import Setting
from .term import Term, postorder
from .tokens import Problem

__all__ = ["Number", "number_of"]

Number = Fraction | float

_MOST_DIGITS = 1_000
_NOTHING = Setting("")
_NOTATIONS = Notations(_NOTHING)


def number_of(row: Row) -> Number:
    """Return the number that a row of atoms is.

    Raises:
        Problem: It is none, or one that is too large to be written down.
    """
    position = row[0].position if row else 0
    if not row:
        raise Problem("a number is missing", position)
    understood = read_row(row, _NOTHING, _NOTATIONS, is_number=True)
    if len(understood.readings) > 1:
        raise Problem("a number that can be read in two ways: add brackets", position)
    done: list[Number] = []
    for term in postorder(understood.readings[0].value):
        count = len(term.children)
        children = done[len(done) - count :]
        if count:
            del done[-count:]
        try:
            done.append(_value(term, children))
        except (ArithmeticError, ValueError):
            raise Problem("this has no value that is a number", position) from None
    value = done[0]
    if isinstance(value, float) and not math.isfinite(value):
        raise Problem("this is no finite number", position)
    return value


def _value(term: Term, children: Sequence[Number]) -> Number:
    operation, name = term.operation, term.name
    if operation in ("rational", "decimal"):
        if len(name) > _MOST_DIGITS:
            raise ValueError
        return Fraction(name)
    if operation == "constant" and name == "pi":
        return math.pi
    if operation == "add":
        return sum(children, start=Fraction(0))
    if operation == "mul":
        return math.prod(children, start=Fraction(1))
    if operation == "neg":
        return -children[0]
    if operation == "div":
        return children[0] / children[1]
    if operation == "pow":
        return _power(*children)
    if operation == "call" and name in _FUNCTIONS:
        return _FUNCTIONS[name](*children)
    raise ValueError


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        size = max(abs(base.numerator), base.denominator).bit_length() * abs(exponent.numerator)
        if size > 4 * _MOST_DIGITS:
            raise OverflowError
        return base**exponent.numerator
    value = float(base) ** float(exponent)
    if isinstance(value, complex):
        raise ValueError
    return float(value)


def _root(value: Number) -> Number:
    if isinstance(value, Fraction) and value >= 0:
        above, below = math.isqrt(value.numerator), math.isqrt(value.denominator)
        if above**2 == value.numerator and below**2 == value.denominator:
            return Fraction(above, below)
    return math.sqrt(value)


_FUNCTIONS: Mapping[str, Callable[..., Number]] = {
    "sqrt": _root, "Abs": abs, "Max": max, "Min": min, "exp": math.exp, "log": math.log,
    "floor": lambda x: Fraction(math.floor(x)), "ceiling": lambda x: Fraction(math.ceil(x)),
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "tanh": math.tanh,
}  # fmt: skip
