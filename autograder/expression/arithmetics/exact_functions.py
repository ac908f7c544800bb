"""Functions of rationals that have exact values; none where there is no short one."""

from __future__ import annotations

from math import comb
from math import factorial as factorial_of_integer

from flint import fmpq

from autograder.expression.arithmetics.scalars import Undefined, exact_integer

__all__ = [
    "binomial",
    "ceiling",
    "factorial",
    "floor",
    "gamma",
    "maximum",
    "minimum",
    "modulo",
    "sign",
    "square_root",
]

_MANY = 1000  # the largest argument of an exact factorial


def maximum(*values: fmpq) -> fmpq:
    """Return the largest of several values."""
    return max(values)


def minimum(*values: fmpq) -> fmpq:
    """Return the smallest of several values."""
    return min(values)


def sign(value: fmpq) -> fmpq:
    """Return 1, 0 or -1."""
    return fmpq((value > 0) - (value < 0))


def floor(value: fmpq) -> fmpq:
    """Return the largest integer that is not larger."""
    return fmpq(value.floor())


def ceiling(value: fmpq) -> fmpq:
    """Return the smallest integer that is not smaller."""
    return fmpq(value.ceil())


def square_root(value: fmpq) -> fmpq | None:
    """Return the square root of a square."""
    if value < 0:
        return None
    numerator, denominator = value.p.isqrt(), value.q.isqrt()
    if numerator * numerator == value.p and denominator * denominator == value.q:
        return fmpq(numerator, denominator)
    return None


def factorial(value: fmpq) -> fmpq | None:
    """Return the factorial of a count."""
    whole = exact_integer(value)
    if whole is None or not 0 <= whole <= _MANY:
        return None
    return fmpq(factorial_of_integer(whole))


def gamma(value: fmpq) -> fmpq | None:
    """Return the gamma function of a positive integer."""
    return factorial(value - 1)


def binomial(above: fmpq, below: fmpq) -> fmpq | None:
    """Return the binomial coefficient of integers."""
    n, k = exact_integer(above), exact_integer(below)
    if n is None or k is None or not 0 <= n <= _MANY:
        return None
    return fmpq(comb(n, k)) if k >= 0 else fmpq(0)


def modulo(value: fmpq, modulus: fmpq) -> fmpq:
    """Return the remainder of a division, which has the sign of the divisor.

    Raises:
        Undefined: The divisor is 0.
    """
    if not modulus:
        raise Undefined("a remainder of a division by zero")
    return value - modulus * fmpq((value / modulus).floor())
