"""Numbers: exact rationals as long as they are short, and what an arithmetic puts in their place.

Every arithmetic computes with ``fmpq`` while a value is rational and short, so that limits,
indices, exponents and conditions are decided exactly wherever they can be. `Field` goes on with
residues modulo a prime, `Balls` with intervals of real numbers. An operation ends in one of four
ways: with a value, or

- `Undefined`: there certainly is none,
- `Undecided`: more precision may tell,
- `Unsupported`: another arithmetic may tell.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb, factorial
from typing import Any

from flint import arb, fmpq

from autograder.expression.arithmetics.matrices import Matrix

__all__ = [
    "Arithmetic",
    "OpenStep",
    "OutsideDomain",
    "Scalar",
    "Undecided",
    "Undefined",
    "Unsupported",
    "exact_integer",
    "rational",
]

#: An ``fmpq``, or what the arithmetic has instead.
Scalar = Any

_HUGE = 2**512  # beyond it, integers are not written out
_LONG = 512  # bits of a numerator or denominator
_LONG_POWER = 4096
_MANY = 1000  # the largest argument of an exact factorial


class Undefined(ArithmeticError):
    """There certainly is no value; the text says why, in a student's words."""


class OutsideDomain(Undefined):
    """The argument of a function lies outside of its domain, and so does what is close to it."""


class Undecided(ArithmeticError):
    """It takes more precision to tell the value, or whether there is one."""


class OpenStep(Undecided):
    """A value lies so close to a step, as of a floor, that it takes more than precision to tell."""


class Unsupported(ArithmeticError):
    """This arithmetic has no such operation; the text names it."""


class Arithmetic:
    """What all arithmetics share: exact rationals.

    Attributes:
        has_hulls: Whether one value can stand for all that a case may give where its condition is
            undecided.
    """

    has_hulls = False

    def inexact(self, value: fmpq) -> Scalar:
        """Return the arithmetic's own form of a rational."""
        raise NotImplementedError

    def constant(self, name: str) -> Scalar:
        """Return the value of "pi", "oo", "I" or "nan"."""
        raise NotImplementedError

    def rounded(self, _value: Fraction) -> Scalar:
        """Return what a decimal stands for that is no short fraction."""
        raise Unsupported("a rounded decimal")

    def shorten(self, value: Scalar) -> Scalar:
        """Return a value that does not grow when it is computed with again and again."""
        if type(value) is fmpq and value.height_bits() > _LONG:
            return self.inexact(value)
        return value

    def add(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a sum."""
        return self.shorten(left + right)

    def multiply(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a product."""
        return self.shorten(left * right)

    def divide(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient."""
        if type(right) is not fmpq:
            return self.divide_inexact(left, right)
        if not right:
            raise Undefined("a division by zero")
        return self.shorten(left / right)

    def divide_inexact(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient by what is no exact rational."""
        raise NotImplementedError

    def power(self, base: Scalar, exponent: Scalar) -> Scalar:
        """Return a power; 0**0 is 1, as in every polynomial."""
        whole = exact_integer(exponent)
        if whole is None:
            return self.power_inexact(base, exponent)
        if type(base) is not fmpq:
            return self.power_of_inexact(base, whole)
        if whole < 0 and not base:
            raise Undefined("a division by zero")
        if base in (0, 1, -1):
            return base ** (whole % 2 if base == -1 else min(whole, 1) if whole > 0 else 0)
        if base.height_bits() * abs(whole) <= _LONG_POWER:
            return self.shorten(base**whole)
        return self.power_of_inexact(self.inexact(base), whole)

    def power_of_inexact(self, base: Scalar, exponent: int) -> Scalar:
        """Return a whole power of what is no exact rational."""
        raise NotImplementedError

    def power_inexact(self, base: Scalar, exponent: Scalar) -> Scalar:
        """Return a power whose exponent is no integer, or not known to be one."""
        raise NotImplementedError

    def function(self, name: str) -> Callable[..., Scalar]:
        """Return one of the tree's scalar functions."""
        exact, beyond = _EXACT.get(name), self.function_inexact(name)
        if exact is None:
            return beyond
        known = exact

        def function(*arguments: Scalar) -> Scalar:
            for argument in arguments:
                if type(argument) is not fmpq:
                    return beyond(*arguments)
            value = known(*arguments)
            return beyond(*arguments) if value is None else value

        return function

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Return the function for arguments that are not exact, or have no exact value."""
        raise NotImplementedError

    def equal(self, left: Scalar, right: Scalar) -> bool:
        """Return whether two values are equal."""
        if type(left) is fmpq and type(right) is fmpq:
            return bool(left == right)
        return self.equal_inexact(left, right)

    def equal_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether two values are equal, not both of which are exact."""
        raise NotImplementedError

    def less(self, left: Scalar, right: Scalar) -> bool:
        """Return whether one value is less than another."""
        if type(left) is fmpq and type(right) is fmpq:
            return bool(left < right)
        return self.less_inexact(left, right)

    def less_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether one value is less than another, not both of which are exact."""
        raise NotImplementedError

    def less_or_equal(self, left: Scalar, right: Scalar) -> bool:
        """Return whether one value is at most another."""
        return not self.less(right, left)

    def hull(self, _left: Scalar, _right: Scalar) -> Scalar:
        """Return a value that stands for two, where `has_hulls`."""
        raise NotImplementedError

    def root_of_squares(self, value: Scalar) -> Scalar:
        """Return the square root of a sum of squares, which cannot be negative."""
        return self.function("sqrt")(value)

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the inverse of a square matrix."""
        raise NotImplementedError

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the determinant of a square matrix."""
        raise NotImplementedError

    def largest_eigenvalue(self, _matrix: Matrix) -> Scalar:
        """Return the largest eigenvalue of a symmetric matrix."""
        raise Unsupported("an eigenvalue")


def rational(value: Fraction | int) -> fmpq:
    """Return a fraction as flint has it."""
    return fmpq(value.numerator, value.denominator)


def exact_integer(value: Scalar) -> int | None:
    """Return the integer that a value is known to be, if it is."""
    if type(value) is fmpq:
        return int(value.p) if value.q == 1 else None
    if type(value) is arb and value.is_integer() and abs(value) < _HUGE:
        whole = value.unique_fmpz()
        return None if whole is None else int(whole)
    return None


def _maximum(*values: fmpq) -> fmpq:
    return max(values)


def _minimum(*values: fmpq) -> fmpq:
    return min(values)


def _sign(value: fmpq) -> fmpq:
    return fmpq((value > 0) - (value < 0))


def _square_root(value: fmpq) -> fmpq | None:
    if value < 0:
        return None
    numerator, denominator = value.p.isqrt(), value.q.isqrt()
    if numerator * numerator == value.p and denominator * denominator == value.q:
        return fmpq(numerator, denominator)
    return None


def _factorial(value: fmpq) -> fmpq | None:
    whole = exact_integer(value)
    return fmpq(factorial(whole)) if whole is not None and 0 <= whole <= _MANY else None


def _gamma(value: fmpq) -> fmpq | None:
    return _factorial(value - 1)


def _binomial(above: fmpq, below: fmpq) -> fmpq | None:
    n, k = exact_integer(above), exact_integer(below)
    if n is None or k is None or not 0 <= n <= _MANY:
        return None
    return fmpq(comb(n, k)) if k >= 0 else fmpq(0)


def _modulo(value: fmpq, modulus: fmpq) -> fmpq:
    if not modulus:
        raise Undefined("a remainder of a division by zero")
    return value - modulus * fmpq((value / modulus).floor())


#: Functions that can have exact values; none where there is no short one.
_EXACT: dict[str, Callable[..., fmpq | None]] = {
    "Abs": abs,
    "Max": _maximum,
    "Min": _minimum,
    "Mod": _modulo,
    "binomial": _binomial,
    "ceiling": lambda value: fmpq(value.ceil()),
    "factorial": _factorial,
    "floor": lambda value: fmpq(value.floor()),
    "gamma": _gamma,
    "sign": _sign,
    "sqrt": _square_root,
}
