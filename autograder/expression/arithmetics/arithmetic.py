"""What all arithmetics share: exact rationals, and what they hand on to each arithmetic's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cached_property

from flint import fmpq

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import (
    Scalar,
    Undefined,
    Unsupported,
    exact_integer,
)

__all__ = ["Arithmetic"]

_LONG = 512  # bits of a numerator or denominator
_LONG_POWER = 4096


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

    def shortened(self, values: Iterable[Scalar]) -> tuple[Scalar, ...]:
        """Return values that do not grow when they are computed with again and again."""
        return tuple(
            [
                self.inexact(value)
                if type(value) is fmpq and value.height_bits() > _LONG
                else value
                for value in values
            ]
        )

    def add(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a sum."""
        value = left + right
        # As `shorten` does: a call for each would take as long as the sum.
        return self.inexact(value) if type(value) is fmpq and value.height_bits() > _LONG else value

    def multiply(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a product."""
        value = left * right
        return self.inexact(value) if type(value) is fmpq and value.height_bits() > _LONG else value

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
        if name not in self._functions:
            self._functions[name] = self._function(name)
        return self._functions[name]

    @cached_property
    def _functions(self) -> dict[str, Callable[..., Scalar]]:
        return {}

    def _function(self, name: str) -> Callable[..., Scalar]:
        exact, beyond = FUNCTIONS[name].of_rationals, self.function_inexact(name)
        if exact is None:
            return beyond
        known = exact
        if FUNCTIONS[name].arguments == (1, 1):

            def of_one(argument: Scalar) -> Scalar:
                value = known(argument) if type(argument) is fmpq else None
                return beyond(argument) if value is None else value

            return of_one

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
