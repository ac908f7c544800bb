"""Functions of real numbers, on balls.

Where a function has no value it is undefined; where balls cannot tell, undecided.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import arb, fmpq

from autograder.expression.arithmetics.arithmetic import OutsideDomain, Scalar, Undecided, Undefined
from autograder.expression.arithmetics.intervals import (
    contains_zero,
    is_infinite,
    require_finite,
    to_arb,
    undecided_step,
)

__all__ = ["floor_of", "real_function"]

_LONGEST_INTEGER = 2**2048


def real_function(name: str) -> Callable[..., Scalar]:
    """Return a function of balls, by the tree's name for it.

    Those made of others (`Mod`, `binomial`, `factorial`) are `Balls`' own.
    """
    if name in _ENTIRE:
        return _entire(_ENTIRE[name])
    if name in _WITH_POLES:
        return _with_poles(*_WITH_POLES[name])
    if name in _PARTIAL:
        return _partial(*_PARTIAL[name])
    return _OTHERS[name]


def _never(_x: fmpq) -> bool:
    return False


#: Functions of all real numbers, with flint's names.
_ENTIRE = {
    "asinh": "asinh", "atan": "atan", "cos": "cos", "cosh": "cosh", "erf": "erf", "erfc": "erfc",
    "exp": "exp", "sech": "sech", "sin": "sin", "sinh": "sinh", "tanh": "tanh",
}  # fmt: skip
#: Functions with poles: flint's names, and at which rationals a pole is.
_WITH_POLES: dict[str, tuple[str, Callable[[fmpq], bool]]] = {
    "cot": ("cot", lambda x: not x),
    "coth": ("coth", lambda x: not x),
    "csc": ("csc", lambda x: not x),
    "gamma": ("gamma", lambda x: bool(x.q == 1 and x <= 0)),
    "sec": ("sec", _never),
    "tan": ("tan", _never),
}
#: Functions of some real numbers: flint's names, and a function that is positive inside the
#: domain, zero on its edge and negative outside.
_PARTIAL: dict[str, tuple[str, Callable[[arb], arb], str]] = {
    "acos": ("acos", lambda x: 1 - x * x, "the arc cosine of a number beyond 1"),
    "acosh": ("acosh", lambda x: x - 1, "the inverse hyperbolic cosine of a number below 1"),
    "asin": ("asin", lambda x: 1 - x * x, "the arc sine of a number beyond 1"),
    "atanh": ("atanh", lambda x: 1 - x * x, "the inverse hyperbolic tangent of a number beyond 1"),
    "sqrt": ("sqrt", lambda x: x, "the square root of a negative number"),
}


def _entire(method: str) -> Callable[[Scalar], Scalar]:
    evaluate = getattr(arb, method)

    def function(x: Scalar) -> Scalar:
        ball = to_arb(x)
        value = evaluate(ball)
        if not value.is_finite() and not is_infinite(ball):
            raise Undecided
        return value

    return function


def _with_poles(method: str, is_pole: Callable[[fmpq], bool]) -> Callable[[Scalar], Scalar]:
    evaluate = getattr(arb, method)

    def function(x: Scalar) -> Scalar:
        if type(x) is fmpq and is_pole(x):
            raise Undefined("a pole of " + method)
        return require_finite(evaluate(to_arb(x)))

    return function


def _partial(method: str, inside: Callable[[arb], arb], reason: str) -> Callable[[Scalar], Scalar]:
    evaluate = getattr(arb, method)

    def function(x: Scalar) -> Scalar:
        ball = to_arb(x)
        if inside(ball) < 0:
            raise OutsideDomain(reason)
        value = evaluate(ball)
        if not value.is_finite() and not is_infinite(ball):
            raise Undecided
        return value

    return function


def _logarithm(x: Scalar) -> Scalar:
    ball = to_arb(x)
    if ball < 0:
        raise OutsideDomain("the logarithm of a negative number")
    if ball == 0:
        raise Undefined("the logarithm of 0")
    if ball > 0:
        return ball.log()
    raise Undecided


def _log_gamma(x: Scalar) -> Scalar:
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


def _sign(x: Scalar) -> Scalar:
    if x > 0:
        return fmpq(1)
    if x < 0:
        return fmpq(-1)
    if x == 0:
        return fmpq(0)
    raise undecided_step(x)


def _maximum(*values: Scalar) -> Scalar:
    largest = to_arb(values[0])
    for value in values[1:]:
        largest = largest.max(to_arb(value))
    return largest


def _minimum(*values: Scalar) -> Scalar:
    return -_maximum(*(-value for value in values))


def _angle(y: Scalar, x: Scalar) -> Scalar:
    y, x = to_arb(y), to_arb(x)
    if x == 0 and y == 0:
        raise Undefined("the angle of the origin")
    if contains_zero(y) and not x > 0:
        if not y.is_zero() or contains_zero(x):
            raise Undecided
        return arb.pi()
    return arb.atan2(y, x)


_OTHERS: dict[str, Callable[..., Scalar]] = {
    "Abs": abs,
    "Max": _maximum,
    "Min": _minimum,
    "atan2": _angle,
    "ceiling": lambda x: -floor_of(-x),
    "floor": floor_of,
    "log": _logarithm,
    "loggamma": _log_gamma,
    "sign": _sign,
}
