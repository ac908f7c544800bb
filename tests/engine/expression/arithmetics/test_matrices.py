"""Matrices of any scalars, against numpy."""

import numpy as np

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
