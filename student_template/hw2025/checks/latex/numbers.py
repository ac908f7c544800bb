"""The value of a formula without symbols: exact where it is rational, else rounded."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from .term import Term, postorder

__all__ = ["NoNumber", "Number", "number_of"]

Number = int | Fraction | float

#: So few bits that computing with them takes no time.
_MOST_BITS = 10_000
_CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e, "E": math.e}
_FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "sqrt": math.sqrt, "exp": math.exp, "log": math.log, "sin": math.sin, "cos": math.cos,
    "tan": math.tan, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh, "abs": abs,
    "log2": math.log2, "log10": math.log10,
}  # fmt: skip


class NoNumber(ValueError):
    """A term that has no value as a number; its text says why."""


def number_of(root: Term) -> Number:
    """Return the value of a term: an integer, a fraction, or a float where it is not rational.

    Raises:
        NoNumber: It has none, or one of too many digits.
    """
    values: list[Number] = []
    for term in postorder(root):
        count = len(term.children)
        operands = values[len(values) - count :]
        del values[len(values) - count :]
        try:
            values.append(_value(term, operands))
        except (ArithmeticError, ValueError) as error:
            raise NoNumber(f"this has no value: {error}") from None
    value = values[0]
    if isinstance(value, float) and not math.isfinite(value):
        raise NoNumber("this has no finite value")
    return _plain(value)


def _plain(value: Number) -> Number:
    is_integer = isinstance(value, Fraction) and value.denominator == 1
    return int(value) if is_integer else value


def _value(term: Term, operands: list[Number]) -> Number:
    operation = term.operation
    if operation in ("rational", "decimal"):
        return Fraction(term.name)
    if operation == "constant" and term.name in _CONSTANTS:
        return _CONSTANTS[term.name]
    if operation == "add":
        return _bounded(_sum(operands))
    if operation == "mul":
        return _bounded(_product(operands))
    if operation == "neg":
        return -operands[0]
    if operation == "div":
        return _bounded(operands[0] / operands[1])
    if operation == "pow":
        return _power(operands[0], operands[1])
    if operation == "call" and len(operands) == 1:
        return _called(term.name, operands[0])
    raise NoNumber(f"{term.name or operation}, where a number is asked for")


def _sum(operands: list[Number]) -> Number:
    total: Number = Fraction(0)
    for operand in operands:
        total = total + operand
    return total


def _product(operands: list[Number]) -> Number:
    total: Number = Fraction(1)
    for operand in operands:
        total = _bounded(total * operand)
    return total


def _bounded(value: Number) -> Number:
    if isinstance(value, Fraction) and _bits(value) > _MOST_BITS:
        raise NoNumber("a number of too many digits")
    return value


def _bits(value: Fraction) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        if abs(exponent) * _bits(base) > _MOST_BITS:
            raise NoNumber("a number of too many digits")
        return Fraction(base ** int(exponent))
    if base < 0:
        raise NoNumber("a root of a negative number")
    return math.pow(base, exponent)


def _called(name: str, operand: Number) -> Number:
    if name == "sqrt" and isinstance(operand, Fraction) and operand >= 0:
        above, below = math.isqrt(operand.numerator), math.isqrt(operand.denominator)
        if (above**2, below**2) == (operand.numerator, operand.denominator):
            return Fraction(above, below)
    if name == "abs":
        return operand if operand >= 0 else -operand
    if name not in _FUNCTIONS:
        raise NoNumber(f"\\{name}, where a number is asked for")
    return _FUNCTIONS[name](float(operand))
