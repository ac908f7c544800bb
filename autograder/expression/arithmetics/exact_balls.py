"""Balls that remember how their number is written, where a step hangs on it.

Slower than `Balls`, and the same but for one thing: that two numbers are equal is known not only
of rationals, but of all that have a common form (`exact_forms`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flint import fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.exact_forms import ExactForm, of_rational, power
from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.arithmetics.known_numbers import (
    Known,
    are_equal,
    combined,
    form_of,
    known,
    made,
    plain,
)
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undefined

__all__ = ["ExactBalls"]


class ExactBalls(Balls):
    """Real numbers, some of them with forms."""

    def shorten(self, value: Scalar) -> Scalar:
        """Return a value that does not grow; a long rational is remembered in its form."""
        short = super().shorten(value)
        return short if short is value else self.inexact(value)

    def inexact(self, value: fmpq) -> Scalar:
        """Return a ball around a rational that is remembered."""
        return Known(super().inexact(value), of_rational(value))

    def constant(self, name: str) -> Scalar:
        """Return π or infinity."""
        value = super().constant(name)
        return Known(value, ExactForm.pi()) if name == "pi" else value

    def add(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a sum."""
        if type(left) is fmpq and type(right) is fmpq:
            return super().add(left, right)
        form = combined(ExactForm.__add__, left, right)
        return known(form, super().add(plain(left), plain(right)))

    def multiply(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a product."""
        if type(left) is fmpq and type(right) is fmpq:
            return super().multiply(left, right)
        form = combined(ExactForm.__mul__, left, right)
        return known(form, super().multiply(plain(left), plain(right)))

    def divide(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient."""
        if type(left) is fmpq or type(right) is not fmpq or not right:
            return super().divide(left, right)
        return self.multiply(left, 1 / right)

    def divide_inexact(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient."""
        divisor = form_of(right)
        if divisor and divisor.is_zero:
            raise Undefined("a division by zero")
        form = combined(ExactForm.__truediv__, left, right)
        return known(form, super().divide_inexact(plain(left), plain(right)))

    def power_of_inexact(self, base: Scalar, exponent: int) -> Scalar:
        """Return a whole power."""
        ball = super().power_of_inexact(plain(base), exponent)
        form = form_of(base)
        return known(form and made(lambda: form**exponent), ball)

    def power_inexact(self, base: Scalar, exponent: Scalar) -> Scalar:
        """Return a power whose exponent is no integer, or not known to be one."""
        ball = super().power_inexact(plain(base), plain(exponent))
        return known(combined(power, base, exponent), ball) if base > 0 else ball

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Return a function of balls."""
        beyond, of_known = super().function_inexact(name), FUNCTIONS[name].of_known
        if of_known is None:
            return lambda *arguments: beyond(*map(plain, arguments))
        return partial(of_known, self, beyond)

    def equal_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether two values are equal, where balls or forms can tell."""
        return are_equal(left, right) or super().equal_inexact(plain(left), plain(right))

    def less_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether one value is less than another, where balls or forms can tell."""
        return not are_equal(left, right) and super().less_inexact(plain(left), plain(right))

    def root_of_squares(self, value: Scalar) -> Scalar:
        """Return the square root of what is not negative."""
        if type(value) is Known:
            return self.function("sqrt")(value)
        return super().root_of_squares(value)

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the inverse of a square matrix."""
        return super().inverse(plain(matrix))

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the determinant of a square matrix."""
        return super().determinant(plain(matrix))

    def largest_eigenvalue(self, matrix: Matrix) -> Scalar:
        """Return the largest eigenvalue of a symmetric matrix."""
        return super().largest_eigenvalue(plain(matrix))
