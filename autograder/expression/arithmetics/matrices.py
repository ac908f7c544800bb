"""Matrices of scalars of any arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Matrix"]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix; a vector is a column.

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
        entries = tuple(entry for j in range(self.columns) for entry in self.column(j))
        return Matrix(self.columns, self.rows, entries)

    def map(self, function: Callable[[Any], Any]) -> Matrix:
        """Return the matrix of a function's values at the entries."""
        return Matrix(self.rows, self.columns, tuple(map(function, self.entries)))

    def zip(self, function: Callable[[Any, Any], Any], other: Matrix) -> Matrix:
        """Return the matrix of a function's values at the entries of two matrices."""
        entries = tuple(map(function, self.entries, other.entries))
        return Matrix(self.rows, self.columns, entries)

    def products(self, other: Matrix) -> Iterator[Any]:
        """Yield the entries of the product with a matrix of fitting shape."""
        columns = [other.column(j) for j in range(other.columns)]
        for i in range(self.rows):
            row = self.row(i)
            for column in columns:
                total = row[0] * column[0]
                for left, right in zip(row[1:], column[1:], strict=True):
                    total += left * right
                yield total
