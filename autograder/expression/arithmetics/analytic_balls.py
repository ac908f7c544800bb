"""Arithmetic with piecewise analytic functions of one complex variable, for flint's integrator."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb

from autograder.expression.arithmetics.arithmetic import Scalar, Undecided, Unsupported
from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.intervals import contains_zero
from autograder.expression.arithmetics.matrices import Matrix

__all__ = ["NOWHERE", "AnalyticBalls"]

#: What is undefined, or not analytic, on a ball.
NOWHERE = acb("nan")
_PLAIN = frozenset(
    {"cos", "cosh", "cot", "coth", "csc", "erf", "erfc", "exp", "gamma", "sec", "sech", "sin",
     "sinh", "tan", "tanh"}
)  # fmt: skip
#: Functions that are analytic off branch cuts or piecewise, with flint's names.
_PIECEWISE = {
    "Abs": "real_abs", "ceiling": "real_ceil", "floor": "real_floor", "sign": "real_sgn",
}  # fmt: skip
#: Functions with branch cuts on the imaginary axis, from ±i outwards.
_CUT = frozenset({"asinh", "atan"})


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
        return (self._logarithm(acb(base)) * exponent).exp()

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Return a function of complex balls, and of real ones."""
        of_reals = super().function_inexact(name)

        def function(*arguments: Scalar) -> Scalar:
            if not any(isinstance(argument, acb) for argument in arguments):
                return of_reals(*arguments)
            return self._of_complex(name, *map(acb, arguments))

        return function

    def _of_complex(self, name: str, *arguments: acb) -> Scalar:
        if name in _PLAIN:
            return getattr(arguments[0], name)()
        if name in _PIECEWISE:
            return getattr(arguments[0], _PIECEWISE[name])(analytic=self.analytic)
        if name in _CUT:
            x = arguments[0]
            is_off = not contains_zero(x.real) or abs(x.imag) < 1
            return getattr(x, name)() if is_off or not self.analytic else NOWHERE
        if name == "sqrt":
            return self._root(arguments[0])
        if name == "log":
            return self._logarithm(arguments[0])
        if name in ("Max", "Min"):
            total = arguments[0]
            for argument in arguments[1:]:
                fold = total.real_max if name == "Max" else total.real_min
                total = fold(argument, analytic=self.analytic)
            return total
        raise Unsupported(f"{name} under an expectation")

    def _root(self, x: acb) -> acb:
        return NOWHERE if x.real < 0 else x.real_sqrt(analytic=self.analytic)

    def _logarithm(self, x: acb) -> acb:
        return x.log() if x.real > 0 else NOWHERE

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
            return self._root(value)
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
