"""Arithmetic with complex numbers in balls: principal values, as computer algebra has them.

For expressions in which the imaginary unit is written, such as those of sympy's that pass through
complex numbers on the way to a real one.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, acb_mat, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.arithmetics.intervals import contains_zero, to_arb
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undecided, Undefined

__all__ = ["ComplexBalls"]


class ComplexBalls(Balls):
    """Complex numbers; values that are real are kept as such."""

    def constant(self, name: str) -> Scalar:
        """Return π, infinity or the imaginary unit."""
        return acb(0, 1) if name == "I" else super().constant(name)

    def multiply(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a product."""
        return _real_if_exact(super().multiply(left, right))

    def add(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a sum."""
        return _real_if_exact(super().add(left, right))

    def power_of_inexact(self, base: Scalar, exponent: int) -> Scalar:
        """Return a whole power."""
        return _real_if_exact(super().power_of_inexact(base, exponent))

    def power_inexact(self, base: Scalar, exponent: Scalar) -> Scalar:
        """Return a principal power."""
        if type(base) is not acb and type(exponent) is not acb and (base >= 0):
            return super().power_inexact(base, exponent)
        if contains_zero(base):
            raise Undecided
        return _finite(acb(base) ** acb(exponent))

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Return a function of complex numbers."""
        of_reals, evaluate = super().function_inexact(name), FUNCTIONS[name].of_complex
        if evaluate is None:
            return of_reals
        principal = evaluate

        def function(x: Scalar) -> Scalar:
            if type(x) is not acb:
                try:
                    return of_reals(x)
                except Undefined:
                    pass
            return _finite(_real_if_exact(principal(acb(x))))

        return function

    def equal_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether two values are equal, where balls can tell."""
        return super().equal_inexact(left, right)

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the inverse of a square matrix."""
        if not any(type(entry) is acb for entry in matrix.entries):
            return super().inverse(matrix)
        try:
            inverse = acb_mat(matrix.rows, matrix.columns, list(matrix.entries)).inv()
        except ZeroDivisionError:
            raise Undecided from None
        return Matrix(matrix.rows, matrix.columns, tuple(inverse.entries()))

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the determinant of a square matrix."""
        if not any(type(entry) is acb for entry in matrix.entries):
            return super().determinant(matrix)
        return acb_mat(matrix.rows, matrix.columns, list(matrix.entries)).det()

    def root_of_squares(self, value: Scalar) -> Scalar:
        """Return the root of a sum of squares of real numbers."""
        return super().root_of_squares(value if type(value) is fmpq else to_arb(value))


def _real_if_exact(value: Scalar) -> Scalar:
    return value.real if type(value) is acb and value.imag.is_zero() else value


def _finite(value: Scalar) -> Scalar:
    if not value.is_finite():
        raise Undecided
    return value
