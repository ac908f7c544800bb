"""Arithmetic modulo a random prime of 61 bits, for rational functions and matrix algebra.

Two different rational functions with integer coefficients agree at a random point modulo a random
prime with a probability that `degree` bounds (Schwartz–Zippel), and the same ones always do. π is
transcendental, so it is one more indeterminate: a random residue.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from flint import fmpq, fmpq_mat, fmpz, nmod, nmod_mat

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undefined, Unsupported

__all__ = ["Field", "random_prime"]


def random_prime(random: Random) -> int:
    """Return a random prime from [2**60, 2**61)."""
    while True:
        candidate = random.getrandbits(60) | 1 << 60 | 1
        if fmpz(candidate).is_prime():
            return candidate


class Field(Arithmetic):
    """Residues modulo a prime.

    Args:
        prime: The modulus.
        random: Where random residues come from.
    """

    def __init__(self, prime: int, random: Random) -> None:
        self._prime = prime
        self._random = random
        self._pi = self.random()

    def random(self) -> nmod:
        """Return a random residue."""
        return nmod(self._random.randrange(self._prime), self._prime)

    def inexact(self, value: fmpq) -> Scalar:
        """Return the residue of a rational."""
        return self.divide_inexact(nmod(value.p, self._prime), nmod(value.q, self._prime))

    def constant(self, name: str) -> Scalar:
        """Return the residue that stands for "pi"."""
        if name == "pi":
            return self._pi
        raise Unsupported(name)

    def divide_inexact(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient of residues."""
        if not right:
            raise Undefined("a division by zero")
        return left / right

    def power_of_inexact(self, base: Scalar, exponent: int) -> Scalar:
        """Return a whole power of a residue."""
        if exponent < 0 and not base:
            raise Undefined("a division by zero")
        return base**exponent

    def power_inexact(self, _base: Scalar, _exponent: Scalar) -> Scalar:
        """Refuse: residues have no other powers."""
        raise Unsupported("a power that is no integer")

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Return what refuses: residues have no such functions."""

        def refuse(*_arguments: Scalar) -> Scalar:
            raise Unsupported(name)

        return refuse

    def equal_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether two residues are the same."""
        return not left - right

    def less_inexact(self, _left: Scalar, _right: Scalar) -> bool:
        """Refuse: residues have no order."""
        raise Unsupported("an inequality")

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the inverse of a square matrix."""
        try:
            entries = self._matrix(matrix).inv().entries()
        except ZeroDivisionError:
            raise Undefined("the inverse of a singular matrix") from None
        return Matrix(matrix.rows, matrix.columns, tuple(map(self.shorten, entries)))

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the determinant of a square matrix."""
        return self.shorten(self._matrix(matrix).det())

    def _matrix(self, matrix: Matrix) -> fmpq_mat | nmod_mat:
        if all(type(entry) is fmpq for entry in matrix.entries):
            return fmpq_mat(matrix.rows, matrix.columns, list(matrix.entries))
        entries = [
            self.inexact(entry) if type(entry) is fmpq else entry for entry in matrix.entries
        ]
        return nmod_mat(matrix.rows, matrix.columns, entries, self._prime)
