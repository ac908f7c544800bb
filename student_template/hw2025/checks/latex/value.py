"""The value of a formula in which no symbol stands: exact where it is rational, within bounds."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from .term import Term, postorder
from .tokens import Problem

__all__ = ["Number", "value_of"]

Number = int | Fraction | float

_MOST_BITS = 4_000

_FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "exp": math.exp, "log": math.log, "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "tanh": math.tanh, "sinh": math.sinh, "cosh": math.cosh, "asin": math.asin,
    "acos": math.acos, "atan": math.atan, "sqrt": math.sqrt, "erf": math.erf,
}  # fmt: skip
_CONSTANTS: Mapping[str, float] = {"pi": math.pi, "E": math.e, "e": math.e}


def value_of(root: Term, position: int = 0) -> Number:
    """Return the value: an integer or a fraction where it is one, else a float.

    Args:
        root: The formula.
        position: Where it is written, for a message.

    Raises:
        Problem: It has no value, or one that is too large, or it is no number.
    """
    done: list[Number] = []
    for term in postorder(root):
        count = len(term.children)
        operands = done[len(done) - count :] if count else []
        del done[len(done) - count :]
        try:
            done.append(_short(_value(term, operands), position))
        except (ArithmeticError, ValueError) as error:
            raise Problem("this has no value: write a number", position) from error
        except _NoNumber as error:
            raise Problem(f"{error}, where a number is asked for", position) from error
    return done[0]


class _NoNumber(Exception):
    """What stands where a number should."""


def _value(term: Term, operands: list[Number]) -> Number:
    operation = term.operation
    if operation in ("rational", "decimal"):
        return Fraction(term.name)
    if operation == "constant" and term.name in _CONSTANTS:
        return _CONSTANTS[term.name]
    if operation == "neg":
        return -operands[0]
    if operation in ("add", "mul"):
        total: Number = operands[0]
        for operand in operands[1:]:
            total = total + operand if operation == "add" else total * operand
            if isinstance(total, Fraction) and _bits(total) > _MOST_BITS:
                raise ArithmeticError
        return total
    if operation == "div":
        return operands[0] / operands[1]
    if operation == "pow":
        return _power(operands[0], operands[1])
    if operation in ("call", "sqrt", "Abs", *_FUNCTIONS):
        return _called(term.name if operation == "call" else operation, operands)
    raise _NoNumber(f"{term.name or operation}")


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(exponent, Fraction) and exponent.denominator == 1 and isinstance(base, Fraction):
        if _bits(base) * abs(exponent) > _MOST_BITS:
            raise ArithmeticError
        return Fraction(base ** int(exponent))
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent == Fraction(1, 2):
        return _root(base)
    if base < 0:
        raise ArithmeticError
    return math.pow(base, exponent)


def _root(base: Fraction) -> Number:
    if base < 0:
        raise ArithmeticError
    above, below = math.isqrt(base.numerator), math.isqrt(base.denominator)
    if above**2 == base.numerator and below**2 == base.denominator:
        return Fraction(above, below)
    return math.sqrt(base)


def _called(name: str, operands: list[Number]) -> Number:
    if name == "Abs" and len(operands) == 1:
        return max(operands[0], -operands[0])
    if name == "sqrt" and len(operands) == 1 and isinstance(operands[0], Fraction):
        return _root(operands[0])
    if name in ("max", "Max", "min", "Min") and operands:
        ordered = sorted(operands)
        return ordered[-1] if name.lower() == "max" else ordered[0]
    if name not in _FUNCTIONS or len(operands) != 1:
        raise _NoNumber(name)
    return _FUNCTIONS[name](float(operands[0]))


def _short(value: Number, position: int) -> Number:
    if isinstance(value, float) and not math.isfinite(value):
        raise Problem("this is no finite number", position)
    if isinstance(value, Fraction) and _bits(value) > _MOST_BITS:
        raise Problem("a number of too many digits", position)
    return value


def _bits(value: Fraction) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()
