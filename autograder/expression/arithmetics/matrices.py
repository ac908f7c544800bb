"""Matrices of scalars of any arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, mul
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
        if self._is_uniform and other._is_uniform:
            entry = _scalar_product(self.row(0), other.column(0))
            yield from (entry for _ in range(self.rows * other.columns))
            return
        columns = [other.column(j) for j in range(other.columns)]
        for i in range(self.rows):
            row = self.row(i)
            for column in columns:
                yield _scalar_product(row, column)

    @property
    def _is_uniform(self) -> bool:
        """Whether all entries are one object, as the degrees of symbols are."""
        first = self.entries[0]
        return all(entry is first for entry in self.entries)


def _scalar_product(row: Sequence[Any], column: Sequence[Any]) -> Any:
    return reduce(add, map(mul, row, column))
