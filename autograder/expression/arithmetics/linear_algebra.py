"""Vectors and matrices in one arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import repeat
from typing import Any

from flint import fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undefined, Unsupported, exact_integer
from autograder.expression.budget import Meter, OverBudget

__all__ = ["LinearAlgebra", "Value", "as_matrix", "whole_number"]

#: A scalar, a `Matrix`, or the truth value of a condition.
Value = Any

_MAX_ENTRIES = 10_000
_ZERO, _ONE = fmpq(0), fmpq(1)


class LinearAlgebra:
    """The operations on matrices in one arithmetic.

    Args:
        arithmetic: Computes with scalars.
        meter: Counts the scalar operations that matrices take.
    """

    def __init__(self, arithmetic: Arithmetic, meter: Meter) -> None:
        self._arithmetic = arithmetic
        self._meter = meter
        self._sum = self.spread(arithmetic.add)
        self._product_of_entries = self.spread(arithmetic.multiply)

    def spread(self, function: Callable[..., Value]) -> Callable[..., Value]:
        """Return the elementwise form of a function; scalars are spread over the entries."""
        spend = self._meter.spend

        def elementwise(*arguments: Value) -> Value:
            for argument in arguments:
                if type(argument) is Matrix:
                    break
            else:
                return function(*arguments)
            rows, width, entries = argument
            count = len(entries)
            spend(count)
            if len(arguments) == 1:
                return Matrix(rows, width, tuple(map(function, entries)))
            columns = [
                other.entries if type(other) is Matrix else repeat(other, count)
                for other in arguments
            ]
            return Matrix(rows, width, tuple(map(function, *columns)))

        return elementwise

    def add(self, left: Value, right: Value) -> Value:
        """Return a sum of scalars and matrices."""
        return self._sum(left, right)

    def multiply(self, left: Value, right: Value) -> Value:
        """Return a product of scalars and matrices."""
        if type(left) is Matrix and type(right) is Matrix:
            self._meter.spend(left.rows * left.columns * right.columns)
            entries = self._arithmetic.shortened(left.products(right))
            return Matrix(left.rows, right.columns, entries)
        return self._product_of_entries(left, right)

    def sum_of_squares(self, value: Value) -> Scalar:
        """Return the sum of the squares of the entries."""
        multiply, add = self._arithmetic.multiply, self._arithmetic.add
        return reduce(add, (multiply(entry, entry) for entry in as_matrix(value).entries))

    def filled(self, value: Scalar, *sizes: Value) -> Matrix:
        """Return a matrix of one value, of some sizes; with one size, a column.

        Raises:
            Undefined: It has no entries.
            OverBudget: It has too many.
        """
        rows, columns = [*(whole_number(size, "a size") for size in sizes), 1][:2]
        if rows < 1 or columns < 1:
            raise Undefined("a matrix without entries")
        if rows * columns > _MAX_ENTRIES:
            raise OverBudget("a matrix has too many entries")
        self._meter.spend(rows * columns)
        return Matrix(rows, columns, (value,) * (rows * columns))

    def identity(self, size: Value) -> Matrix:
        """Return an identity matrix."""
        square = self.filled(_ZERO, size, size)
        return _with_diagonal((_ONE,) * square.rows)

    def diagonal(self, vector: Matrix) -> Matrix:
        """Return the diagonal matrix of a vector."""
        if len(vector.entries) ** 2 > _MAX_ENTRIES:
            raise OverBudget("a matrix has too many entries")
        return _with_diagonal(vector.entries)

    def power_of_diagonal(self, matrix: Matrix, exponent: Scalar) -> Matrix:
        """Return the power of a diagonal matrix."""
        powers = (self._arithmetic.power(entry, exponent) for entry in matrix.diagonal)
        return _with_diagonal(tuple(powers))

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the inverse of a square matrix."""
        self._meter.spend(matrix.rows**3)
        return self._arithmetic.inverse(matrix)

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the determinant of a square matrix."""
        self._meter.spend(matrix.rows**3)
        return self._arithmetic.determinant(matrix)

    def norm(self, vector: Matrix) -> Scalar:
        """Return the Euclidean norm of a vector."""
        return self._arithmetic.root_of_squares(self.sum_of_squares(vector))

    def operator_norm(self, matrix: Matrix) -> Scalar:
        """Return the largest singular value of a matrix."""
        if 1 in (matrix.rows, matrix.columns):
            return self.norm(matrix)
        small = matrix if matrix.columns <= matrix.rows else matrix.transposed
        gram = self.multiply(small.transposed, small)
        return self._arithmetic.root_of_squares(self.largest_eigenvalue(gram))

    def largest_eigenvalue(self, matrix: Matrix) -> Scalar:
        """Return the largest eigenvalue of a symmetric matrix."""
        self._meter.spend(20 * matrix.rows**3)
        return self._arithmetic.largest_eigenvalue(matrix)

    def largest_absolute(self, matrix: Matrix) -> Scalar:
        """Return the largest absolute value of an entry."""
        if matrix.is_exact:
            return max(map(abs, matrix.entries))
        absolute = self._arithmetic.function("Abs")
        return self._arithmetic.function("Max")(*map(absolute, matrix.entries))

    def softmax_of_rows(self, matrix: Matrix) -> Matrix:
        """Return the softmax of each row."""
        self._meter.spend(3 * len(matrix.entries))
        weights = matrix.map(self._arithmetic.function("exp"))
        entries: list[Scalar] = []
        for i in range(matrix.rows):
            row = weights.row(i)
            total = reduce(self._arithmetic.add, row)
            entries.extend(self._arithmetic.divide(entry, total) for entry in row)
        return Matrix(matrix.rows, matrix.columns, tuple(entries))

    def softmax_of_columns(self, matrix: Matrix) -> Matrix:
        """Return the softmax of each column."""
        return self.softmax_of_rows(matrix.transposed).transposed

    def trace(self, matrix: Matrix) -> Scalar:
        """Return the sum of the diagonal."""
        return reduce(self._arithmetic.add, matrix.diagonal)


def as_matrix(value: Value) -> Matrix:
    """Return a value as a matrix; a scalar is 1×1."""
    return value if isinstance(value, Matrix) else Matrix(1, 1, (value,))


def whole_number(value: Value, role: str) -> int:
    """Return the integer that a limit, an index or a size is.

    Raises:
        Undefined: It is another number.
        Unsupported: It is not known exactly in this arithmetic.
    """
    number = exact_integer(value)
    if number is None:
        if type(value) is fmpq:
            raise Undefined(f"{role} that is no integer")
        raise Unsupported(f"{role} that is not known to be an integer")
    return number


def _with_diagonal(entries: tuple[Scalar, ...]) -> Matrix:
    size = len(entries)
    full = [_ZERO] * size**2
    full[:: size + 1] = entries
    return Matrix(size, size, tuple(full))
