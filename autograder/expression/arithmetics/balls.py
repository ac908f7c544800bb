"""Arithmetic with real numbers in intervals ("balls") that certainly contain them.

The semantics is that of real functions: the root and the logarithm of a negative number do not
exist, nor do powers of negative numbers to exponents that are no integers. `ComplexBalls` follows
principal values instead; it is for expressions in which the imaginary unit is written.

The precision is flint's own, ``flint.ctx.prec``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import acb, arb, arb_mat, fmpq, fmpq_mat

from autograder.expression.arithmetics.arithmetic import (
    Arithmetic,
    Scalar,
    Undecided,
    Undefined,
    Unsupported,
    exact_integer,
    rational,
)
from autograder.expression.arithmetics.decimals import ROUNDING_BITS
from autograder.expression.arithmetics.eigenvalues import largest_eigenvalue
from autograder.expression.arithmetics.matrices import Matrix

__all__ = ["Balls", "contains_zero", "is_infinite", "to_arb"]


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


class Balls(Arithmetic):
    """Real numbers."""

    def inexact(self, value: fmpq) -> Scalar:
        """Return a ball around a rational."""
        return arb(value)

    def constant(self, name: str) -> Scalar:
        """Return π or infinity."""
        if name == "pi":
            return arb.pi()
        if name == "oo":
            return arb.pos_inf()
        if name == "nan":
            raise Undefined("nan")
        raise Unsupported(name)

    def rounded(self, value: Fraction) -> Scalar:
        """Return a ball that is as wide as rounding errors make it."""
        center = arb(rational(value))
        return center + arb(0, (abs(center) / 2**ROUNDING_BITS).upper())

    def divide_inexact(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient."""
        if contains_zero(right):
            raise Undefined("a division by zero") if right.is_zero() else Undecided
        return left / right

    def power_of_inexact(self, base: Scalar, exponent: int) -> Scalar:
        """Return a whole power."""
        if exponent < 0:
            return self.divide_inexact(fmpq(1), base ** (-exponent))
        return base**exponent

    def power_inexact(self, base: Scalar, exponent: Scalar) -> Scalar:
        """Return a power whose exponent is no integer, or not known to be one."""
        if is_infinite(exponent):
            return _power_at_infinity(to_arb(base), exponent > 0)
        if type(exponent) is fmpq and exponent.q == 2 and exponent.height_bits() < 64:
            return self.power(self.function("sqrt")(base), fmpq(exponent.p))
        if base > 0:
            return _finite(to_arb(base) ** to_arb(exponent))
        if base < 0:
            return self._power_of_negative(base, exponent)
        if base == 0 and exponent > 0:
            return fmpq(0)
        if base == 0 and exponent < 0:
            raise Undefined("a division by zero")
        raise Undecided

    def _power_of_negative(self, base: Scalar, exponent: Scalar) -> Scalar:
        if type(exponent) is arb and exponent.contains_integer():
            whole = exponent.unique_fmpz()
            if whole is None or not exponent.is_exact():
                raise Undecided
            return self.power(base, fmpq(whole))
        raise Undefined("a power of a negative number whose exponent is no integer")

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Return a function of balls."""
        if name in _ENTIRE:
            return _entire(_ENTIRE[name])
        if name in _WITH_POLES:
            return _with_poles(*_WITH_POLES[name])
        if name in _PARTIAL:
            return _partial(*_PARTIAL[name])
        others: dict[str, Callable[..., Scalar]] = {
            "Abs": abs,
            "Max": _maximum,
            "Min": _minimum,
            "Mod": self._modulo,
            "atan2": _angle,
            "binomial": self._binomial,
            "ceiling": lambda x: -_floor(-x),
            "factorial": lambda x: self.function("gamma")(x + 1),
            "floor": _floor,
            "log": _logarithm,
            "loggamma": _log_gamma,
            "sign": _sign,
        }
        return others[name]

    def _modulo(self, value: Scalar, modulus: Scalar) -> Scalar:
        return value - modulus * _floor(self.divide(value, modulus))

    def _binomial(self, above: Scalar, below: Scalar) -> Scalar:
        """Return Γ(n+1) / (Γ(k+1) Γ(n−k+1)); for a natural k, the polynomial in n."""
        k = exact_integer(below)
        if k is not None and 0 <= k <= 100:
            total: Scalar = fmpq(1)
            for i in range(k):
                total = total * (above - i) / (i + 1)
            return self.shorten(total)
        gamma = self.function("gamma")
        return gamma(above + 1) * to_arb(below + 1).rgamma() * to_arb(above - below + 1).rgamma()

    def equal_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether two values are equal, where balls can tell."""
        difference = left - right
        if not contains_zero(difference):
            return False
        if difference.is_zero():
            return True
        raise Undecided

    def less_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether one value is less than another, where balls can tell."""
        left, right = to_arb(left), to_arb(right)
        if left < right:
            return True
        if left >= right:
            return False
        raise Undecided

    def root_of_squares(self, value: Scalar) -> Scalar:
        """Return the square root of what is not negative, however wide its ball is."""
        if type(value) is fmpq:
            return self.function("sqrt")(value)
        return to_arb(value).nonnegative_part().sqrt()

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the inverse of a square matrix."""
        exact = all(type(entry) is fmpq for entry in matrix.entries)
        try:
            entries = self._matrix(matrix).inv().entries()
        except ZeroDivisionError:
            raise Undefined("the inverse of a singular matrix") if exact else Undecided from None
        return Matrix(matrix.rows, matrix.columns, tuple(map(self.shorten, entries)))

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the determinant of a square matrix."""
        return self.shorten(self._matrix(matrix).det())

    def largest_eigenvalue(self, matrix: Matrix) -> Scalar:
        """Return the largest eigenvalue of a symmetric matrix."""
        for entry, mirrored in zip(matrix.entries, matrix.transposed.entries, strict=True):
            if not contains_zero(entry - mirrored):
                raise Undefined("the largest eigenvalue of a matrix that is not symmetric")
        return largest_eigenvalue(matrix)

    def _matrix(self, matrix: Matrix) -> Any:
        kind = fmpq_mat if all(type(entry) is fmpq for entry in matrix.entries) else arb_mat
        return kind(matrix.rows, matrix.columns, list(matrix.entries))


def to_arb(value: Scalar) -> arb:
    """Return a real value as a ball."""
    if type(value) is arb:
        return value
    if type(value) is acb:
        if value.imag.is_zero():
            return value.real
        raise Undecided
    return arb(value)


def contains_zero(value: Scalar) -> bool:
    """Return whether a value may be zero."""
    if type(value) is fmpq:
        return not value
    if type(value) is acb:
        return contains_zero(value.real) and contains_zero(value.imag)
    return not (value > 0 or value < 0)


def is_infinite(value: Scalar) -> bool:
    """Return whether a value is plus or minus infinity, and not merely unknown."""
    return type(value) is arb and not value.is_finite() and bool(value > 0 or value < 0)


def _finite(value: Scalar) -> Scalar:
    if not value.is_finite():
        raise Undecided
    return value


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
        return _finite(evaluate(to_arb(x)))

    return function


def _partial(method: str, inside: Callable[[arb], arb], reason: str) -> Callable[[Scalar], Scalar]:
    evaluate = getattr(arb, method)

    def function(x: Scalar) -> Scalar:
        ball = to_arb(x)
        if inside(ball) < 0:
            raise Undefined(reason)
        value = evaluate(ball)
        if not value.is_finite() and not is_infinite(ball):
            raise Undecided
        return value

    return function


def _logarithm(x: Scalar) -> Scalar:
    ball = to_arb(x)
    if ball <= 0:
        raise Undefined("the logarithm of a number that is not positive")
    if ball > 0:
        return ball.log()
    raise Undecided


def _log_gamma(x: Scalar) -> Scalar:
    ball = to_arb(x)
    if ball <= 0:
        raise Undefined("the log-gamma function of a number that is not positive")
    if ball > 0:
        return _finite(ball.lgamma())
    raise Undecided


def _floor(x: Scalar) -> Scalar:
    ball = to_arb(x)
    if is_infinite(ball):
        return ball
    whole = ball.floor().unique_fmpz()
    if whole is None:
        raise Undecided
    return fmpq(whole)


def _sign(x: Scalar) -> Scalar:
    if x > 0:
        return fmpq(1)
    if x < 0:
        return fmpq(-1)
    if x == 0:
        return fmpq(0)
    raise Undecided


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


def _power_at_infinity(base: arb, positive: bool) -> Scalar:
    """Return the limit of b**t as t grows without bound, in either direction."""
    if base < 0 or base == 1:
        raise Undefined("a power at infinity that has no limit")
    if contains_zero(base) and not (base == 0 and positive):
        raise Undecided
    if base < 1:
        return fmpq(0) if positive else arb.pos_inf()
    if base > 1:
        return arb.pos_inf() if positive else fmpq(0)
    raise Undecided
