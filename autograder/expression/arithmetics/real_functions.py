"""Functions of real numbers, on balls.

Where a function has no value it is undefined; where balls cannot tell, undecided.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, fmpq

from autograder.expression.arithmetics.intervals import (
    contains_zero,
    is_infinite,
    require_finite,
    to_arb,
    undecided_step,
)
from autograder.expression.arithmetics.scalars import (
    OutsideDomain,
    Scalar,
    Undecided,
    Undefined,
    exact_integer,
)

__all__ = [
    "angle",
    "binomial_of",
    "ceiling_of",
    "entire",
    "factorial_of",
    "floor_of",
    "log_gamma",
    "logarithm",
    "maximum_of",
    "minimum_of",
    "modulo_of",
    "partial",
    "sign_of",
    "with_poles",
]

_LONGEST_INTEGER = 2**2048

_Function = Callable[[Scalar], Scalar]


def _never(_x: fmpq) -> bool:
    return False


def entire(evaluate: Callable[[arb], arb]) -> _Function:
    """Return a function of all real numbers."""

    def function(x: Scalar) -> Scalar:
        ball = to_arb(x)
        value = evaluate(ball)
        if not value.is_finite() and not is_infinite(ball):
            raise Undecided
        return value

    return function


def with_poles(
    evaluate: Callable[[arb], arb], name: str, is_pole: Callable[[fmpq], bool] = _never
) -> _Function:
    """Return a function with poles.

    Args:
        evaluate: The function, which is not finite on a ball with a pole.
        name: Its name.
        is_pole: Whether a rational is one; the others are irrational.
    """

    def function(x: Scalar) -> Scalar:
        if type(x) is fmpq and is_pole(x):
            raise Undefined(f"a pole of {name}")
        return require_finite(evaluate(to_arb(x)))

    return function


def partial(evaluate: Callable[[arb], arb], inside: Callable[[arb], arb], reason: str) -> _Function:
    """Return a function of some real numbers.

    Args:
        evaluate: The function.
        inside: Positive inside the domain, zero on its edge and negative outside.
        reason: Why there is no value outside.
    """

    def function(x: Scalar) -> Scalar:
        ball = to_arb(x)
        if inside(ball) < 0:
            raise OutsideDomain(reason)
        value = evaluate(ball)
        if not value.is_finite() and not is_infinite(ball):
            raise Undecided
        return value

    return function


def logarithm(x: Scalar) -> Scalar:
    """Return the natural logarithm."""
    ball = to_arb(x)
    if ball < 0:
        raise OutsideDomain("the logarithm of a negative number")
    if ball == 0:
        raise Undefined("the logarithm of 0")
    if ball > 0:
        return ball.log()
    raise Undecided


def log_gamma(x: Scalar) -> Scalar:
    """Return the logarithm of the gamma function."""
    ball = to_arb(x)
    if ball < 0:
        raise OutsideDomain("the log-gamma function of a negative number")
    if ball == 0:
        raise Undefined("the log-gamma function of 0")
    if ball > 0:
        return require_finite(ball.lgamma())
    raise Undecided


def floor_of(x: Scalar) -> Scalar:
    """Return the largest integer that is not larger."""
    ball = to_arb(x)
    if is_infinite(ball):
        return ball
    if not abs(ball) < _LONGEST_INTEGER:
        raise Undecided
    whole = ball.floor().unique_fmpz()
    if whole is None:
        raise undecided_step(ball - (ball + fmpq(1, 2)).floor().mid())
    return fmpq(whole)


def ceiling_of(x: Scalar) -> Scalar:
    """Return the smallest integer that is not smaller."""
    return -floor_of(-x)


def sign_of(x: Scalar) -> Scalar:
    """Return 1, 0 or -1."""
    if x > 0:
        return fmpq(1)
    if x < 0:
        return fmpq(-1)
    if x == 0:
        return fmpq(0)
    raise undecided_step(x)


def maximum_of(*values: Scalar) -> Scalar:
    """Return the largest of several values."""
    largest = to_arb(values[0])
    for value in values[1:]:
        largest = largest.max(to_arb(value))
    return largest


def minimum_of(*values: Scalar) -> Scalar:
    """Return the smallest of several values."""
    return -maximum_of(*(-value for value in values))


def angle(y: Scalar, x: Scalar) -> Scalar:
    """Return the angle of a point of the plane, as ``atan2`` does."""
    y, x = to_arb(y), to_arb(x)
    if x == 0 and y == 0:
        raise Undefined("the angle of the origin")
    if contains_zero(y) and not x > 0:
        if not y.is_zero() or contains_zero(x):
            raise Undecided
        return arb.pi()
    return arb.atan2(y, x)


def factorial_of(arithmetic: Any, x: Scalar) -> Scalar:
    """Return Γ(x + 1)."""
    return arithmetic.function("gamma")(x + 1)


def binomial_of(arithmetic: Any, above: Scalar, below: Scalar) -> Scalar:
    """Return Γ(n+1) / (Γ(k+1) Γ(n−k+1)); for a natural k, the polynomial in n."""
    k = exact_integer(below)
    if k is not None and 0 <= k <= 100:
        total: Scalar = fmpq(1)
        for i in range(k):
            total = total * (above - i) / (i + 1)
        return arithmetic.shorten(total)
    gamma = arithmetic.function("gamma")
    return gamma(above + 1) * to_arb(below + 1).rgamma() * to_arb(above - below + 1).rgamma()


def modulo_of(arithmetic: Any, value: Scalar, modulus: Scalar) -> Scalar:
    """Return the remainder of a division, which has the sign of the divisor."""
    return value - modulus * floor_of(arithmetic.divide(value, modulus))
