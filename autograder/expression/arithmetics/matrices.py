"""Matrices of scalars of any arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import chain
from operator import add, mul
from typing import Any, NamedTuple

from flint import fmpq, fmpq_mat

__all__ = ["Matrix"]

_LARGE = 8  # multiplications from which flint's own product of matrices is the faster one


class Matrix(NamedTuple):
    """A matrix; a vector is a column. Many are made: a tuple is made sooner than another record.

    Attributes:
        rows: How many rows there are.
        columns: How many columns there are.
        entries: The entries, row by row.
    """

    rows: int
    columns: int
    entries: tuple[Any, ...]

    def row(self, i: int) -> tuple[Any, ...]:
        """Return a row, counted from 0."""
        return self.entries[i * self.columns : (i + 1) * self.columns]

    def column(self, j: int) -> tuple[Any, ...]:
        """Return a column, counted from 0."""
        return self.entries[j :: self.columns]

    @property
    def diagonal(self) -> tuple[Any, ...]:
        """The entries on the diagonal."""
        return self.entries[:: self.columns + 1]

    @property
    def transposed(self) -> Matrix:
        """The transpose."""
        entries = self.entries
        if self.rows > 1 and self.columns > 1:
            entries = tuple(chain.from_iterable([self.column(j) for j in range(self.columns)]))
        return Matrix(self.columns, self.rows, entries)

    def map(self, function: Callable[[Any], Any]) -> Matrix:
        """Return the matrix of a function's values at the entries."""
        return Matrix(self.rows, self.columns, tuple(map(function, self.entries)))

    def zip(self, function: Callable[[Any, Any], Any], other: Matrix) -> Matrix:
        """Return the matrix of a function's values at the entries of two matrices."""
        entries = tuple(map(function, self.entries, other.entries))
        return Matrix(self.rows, self.columns, entries)

    def products(self, other: Matrix) -> Sequence[Any]:
        """Return the entries of the product with a matrix of fitting shape."""
        if self._is_uniform and other._is_uniform:
            entry = reduce(add, map(mul, self.row(0), other.column(0)))
            return (entry,) * (self.rows * other.columns)
        if len(self.entries) * other.columns >= _LARGE and self.is_exact and other.is_exact:
            product = fmpq_mat(self.rows, self.columns, list(self.entries)) * fmpq_mat(
                other.rows, other.columns, list(other.entries)
            )
            return product.entries()
        columns = [other.column(j) for j in range(other.columns)]
        rows = [self.row(i) for i in range(self.rows)]
        return [reduce(add, map(mul, row, column)) for row in rows for column in columns]

    @property
    def is_exact(self) -> bool:
        """Whether all entries are rationals."""
        return {*map(type, self.entries)} == {fmpq}

    @property
    def _is_uniform(self) -> bool:
        """Whether all entries are one object, as the degrees of symbols are."""
        entries = self.entries
        first = entries[0]
        return entries[-1] is first and all(entry is first for entry in entries)
