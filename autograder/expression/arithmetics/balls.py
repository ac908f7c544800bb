"""Arithmetic with real numbers in intervals ("balls") that certainly contain them.

The semantics is that of real functions: the root and the logarithm of a negative number do not
exist, nor do powers of negative numbers to exponents that are no integers. `ComplexBalls` follows
principal values instead; it is for expressions in which the imaginary unit is written.

The precision is flint's own, ``flint.ctx.prec``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from flint import arb, arb_mat, fmpq, fmpq_mat

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.decimals import ROUNDING_BITS
from autograder.expression.arithmetics.eigenvalues import largest_eigenvalue
from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.arithmetics.intervals import (
    contains_zero,
    is_infinite,
    require_finite,
    to_arb,
    undecided_step,
)
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import (
    OutsideDomain,
    Scalar,
    Undecided,
    Undefined,
    Unsupported,
    rational,
)

__all__ = ["Balls"]

_HUGE = 2**64


class Balls(Arithmetic):
    """Real numbers."""

    def __init__(self) -> None:
        self._sqrt = self.function("sqrt")

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
            return self.divide_inexact(fmpq(1), _whole_power(base, -exponent))
        return _whole_power(base, exponent)

    def power_inexact(self, base: Scalar, exponent: Scalar) -> Scalar:
        """Return a power whose exponent is no integer, or not known to be one."""
        if is_infinite(exponent):
            return _power_at_infinity(to_arb(base), exponent > 0)
        if type(exponent) is fmpq and exponent.q == 2 and exponent.height_bits() < 64:
            return self.power(self._sqrt(base), fmpq(exponent.p))
        if not abs(to_arb(exponent)) < _HUGE:
            raise Undecided  # flint would follow it with as many bits
        if base > 0:
            return require_finite(to_arb(base) ** to_arb(exponent))
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
        raise OutsideDomain("a power of a negative number whose exponent is no integer")

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Return a function of balls."""
        known = FUNCTIONS[name]
        if known.made_of is not None:
            return partial(known.made_of, self)
        assert known.of_balls is not None
        return known.of_balls

    def equal_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether two values are equal, where balls can tell."""
        difference = left - right
        if not contains_zero(difference):
            return False
        if difference.is_zero():
            return True
        raise undecided_step(difference)

    def less_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether one value is less than another, where balls can tell."""
        left, right = to_arb(left), to_arb(right)
        if left < right:
            return True
        if left >= right:
            return False
        raise undecided_step(left - right)

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
        mirrored = matrix.transposed.entries
        if matrix.entries != mirrored and not all(
            contains_zero(entry - other)
            for entry, other in zip(matrix.entries, mirrored, strict=True)
        ):
            raise OutsideDomain("the largest eigenvalue of a matrix that is not symmetric")
        return largest_eigenvalue(matrix)

    def _matrix(self, matrix: Matrix) -> Any:
        kind = fmpq_mat if all(type(entry) is fmpq for entry in matrix.entries) else arb_mat
        return kind(matrix.rows, matrix.columns, list(matrix.entries))


def _whole_power(base: arb, exponent: int) -> arb:
    """Return a power by multiplications where flint has none, as of 0.9: for balls around 0."""
    if not contains_zero(base):
        return base**exponent
    power = arb(1)
    while exponent:
        if exponent % 2:
            power *= base
        base *= base
        exponent //= 2
    return power


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
