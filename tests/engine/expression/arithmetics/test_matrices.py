"""Matrices of any scalars, against numpy."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, fmpq

from autograder.expression.arithmetics.matrices import Matrix


def _matrix(array):
    return Matrix(*array.shape, tuple(array.ravel().tolist()))


def _array(matrix):
    return np.reshape(matrix.entries, (matrix.rows, matrix.columns))


_LEFT, _RIGHT = np.arange(6).reshape(2, 3), np.arange(5, 17).reshape(3, 4)


def test_products_are_those_of_numpy():
    entries = list(_matrix(_LEFT).products(_matrix(_RIGHT)))
    assert entries == (_LEFT @ _RIGHT).ravel().tolist()


def test_rows_columns_diagonal_and_transpose():
    matrix = _matrix(_RIGHT)
    assert matrix.row(1) == tuple(_RIGHT[1])
    assert matrix.column(2) == tuple(_RIGHT[:, 2])
    assert (_array(matrix.transposed) == _RIGHT.T).all()
    assert _matrix(_RIGHT[:, :3]).diagonal == tuple(np.diag(_RIGHT))


def test_functions_act_on_entries():
    matrix = _matrix(_LEFT)
    assert (_array(matrix.map(lambda entry: entry**2)) == _LEFT**2).all()
    assert (_array(matrix.zip(lambda a, b: a - 2 * b, matrix)) == -_LEFT).all()


def test_matrices_whose_entries_are_one_object_have_the_product_of_others():
    """The entry is computed once: as often as there are columns to add, and no more."""
    counted = []

    class Counted(int):
        def __mul__(self, other):
            counted.append(other)
            return int(self) * int(other)

    one = Counted(3)
    uniform = Matrix(2, 4, (one,) * 8)
    assert list(uniform.products(Matrix(4, 3, (one,) * 12))) == [4 * 9] * 6
    assert len(counted) == 4
    mixed = Matrix(4, 1, (1, 2, 3, 4))
    assert list(Matrix(2, 4, (3,) * 8).products(mixed)) == [30, 30]


@pytest.mark.parametrize(("rows", "inner", "columns"), [(1, 2, 2), (2, 2, 2), (3, 4, 2), (6, 6, 6)])
def test_products_of_rationals_are_exact_small_or_large(rows, inner, columns):
    left = [[Fraction(3 * i - j, i + j + 1) for j in range(inner)] for i in range(rows)]
    right = [[Fraction(2**j - i, 3**i) for j in range(columns)] for i in range(inner)]
    expected = [
        sum(a * b for a, b in zip(row, column, strict=True))
        for row in left
        for column in zip(*right, strict=True)
    ]
    products = _rationals(left).products(_rationals(right))
    assert [Fraction(int(x.p), int(x.q)) for x in products] == expected


def _rationals(array):
    entries = tuple(fmpq(x.numerator, x.denominator) for row in array for x in row)
    return Matrix(len(array), len(array[0]), entries)


def test_one_entry_that_is_no_rational_is_enough_for_balls():
    mixed = Matrix(3, 3, (*map(fmpq, range(8)), arb(8)))
    assert not mixed.is_exact
    assert type(list(mixed.products(mixed))[-1]) is arb
