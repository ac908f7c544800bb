"""Arithmetic with piecewise analytic functions of one complex variable, for flint's integrator."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.complex_functions import (
    NOWHERE,
    analytic_logarithm,
    analytic_root,
)
from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.arithmetics.intervals import contains_zero
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undecided, Unsupported

__all__ = ["AnalyticBalls"]


class AnalyticBalls(Balls):
    """Piecewise analytic functions of a complex variable that is integrated over.

    What is undefined or not analytic on a ball is a value that is not finite, as flint's
    integrator expects.

    Attributes:
        analytic: Whether values on the whole of a ball have to come from one analytic function.
    """

    analytic = False
    has_hulls = True

    def divide_inexact(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient; near a pole, one that is not finite."""
        return left / right

    def power_of_inexact(self, base: Scalar, exponent: int) -> Scalar:
        """Return a whole power."""
        return base**exponent

    def power_inexact(self, base: Scalar, exponent: Scalar) -> Scalar:
        """Return a power of a positive number."""
        if not isinstance(base, acb) and not isinstance(exponent, acb):
            return super().power_inexact(base, exponent)
        return (analytic_logarithm(self.analytic, acb(base)) * exponent).exp()

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Return a function of complex balls, and of real ones."""
        of_reals, evaluate = super().function_inexact(name), FUNCTIONS[name].analytic

        def function(*arguments: Scalar) -> Scalar:
            if not any(isinstance(argument, acb) for argument in arguments):
                return of_reals(*arguments)
            if evaluate is None:
                raise Unsupported(f"{name} under an expectation")
            return evaluate(self.analytic, *map(acb, arguments))

        return function

    def equal_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Compare; on a ball with points at which both are equal that is undecided."""
        if not isinstance(left, acb) and not isinstance(right, acb):
            return super().equal_inexact(left, right)
        if contains_zero((acb(left) - right).real):
            raise Undecided
        return False

    def less_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Compare the real parts, all over a ball."""
        if not isinstance(left, acb) and not isinstance(right, acb):
            return super().less_inexact(left, right)
        difference = (acb(left) - right).real
        if contains_zero(difference) or not difference.is_finite():
            raise Undecided
        return bool(difference < 0)

    def hull(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a ball with both values; no analytic function has both."""
        return NOWHERE if self.analytic else acb(left).union(acb(right))

    def root_of_squares(self, value: Scalar) -> Scalar:
        """Return the root of what is not negative for real arguments."""
        if isinstance(value, acb):
            return analytic_root(self.analytic, value)
        return super().root_of_squares(value)

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the inverse of what does not depend on the variable."""
        _require_constants(matrix, "an inverse")
        return super().inverse(matrix)

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the determinant of what does not depend on the variable."""
        _require_constants(matrix, "a determinant")
        return super().determinant(matrix)

    def largest_eigenvalue(self, matrix: Matrix) -> Scalar:
        """Return an eigenvalue of what does not depend on the variable."""
        _require_constants(matrix, "an eigenvalue")
        return super().largest_eigenvalue(matrix)


def _require_constants(matrix: Matrix, what: str) -> None:
    if any(isinstance(entry, acb) for entry in matrix.entries):
        raise Unsupported(f"{what} under an expectation")
