"""The largest eigenvalue, against numpy and by hand."""

import numpy as np
import pytest
from flint import arb, ctx, fmpq

from autograder.expression.arithmetics.eigenvalues import largest_eigenvalue
from autograder.expression.arithmetics.matrices import Matrix


def _matrix(array):
    return Matrix(*array.shape, tuple(fmpq(int(entry)) for entry in array.ravel()))


@pytest.mark.parametrize("size", range(1, 8))
def test_a_random_symmetric_matrix_is_as_numpy_finds(size, rng):
    half = np.array([[rng.randint(-9, 9) for _ in range(size)] for _ in range(size)])
    with ctx.workprec(128):
        value = largest_eigenvalue(_matrix(half + half.T))
    assert float(value.rad()) < 1e-25
    assert float(value.mid()) == pytest.approx(np.linalg.eigvalsh(half + half.T)[-1], abs=1e-9)


@pytest.mark.parametrize(
    ("array", "value"),
    [
        (np.eye(4), 1),
        (np.zeros((3, 3)), 0),
        (np.ones((5, 5)), 5),
        (-np.eye(2), -1),
        (np.diag([3, 3, -8, 3]), 3),
        (np.array([[2, 1], [1, 2]]), 3),
    ],
)
def test_repeated_eigenvalues_do_no_harm(array, value):
    assert largest_eigenvalue(_matrix(array)).contains(arb(value))


@pytest.mark.parametrize("distance", [fmpq(1, 2**bits) for bits in (20, 30, 40, 47, 70, 300)])
def test_eigenvalues_that_lie_close_to_each_other_are_told_as_closely(distance, rng):
    """A reflection I − 2vvᵀ/vᵀv of rational numbers turns a diagonal matrix, exactly."""
    v = [rng.choice((-1, 1)) * rng.randint(1, 9) for _ in range(5)]
    length = sum(x * x for x in v)
    turn = [[fmpq(int(i == j)) - fmpq(2 * v[i] * v[j], length) for j in range(5)] for i in range(5)]
    values = [fmpq(3), 3 + distance, fmpq(-4), 3 - distance, fmpq(0)]
    entries = (
        sum(turn[i][k] * values[k] * turn[k][j] for k in range(5))
        for i in range(5)
        for j in range(5)
    )
    with ctx.workprec(256):
        value = largest_eigenvalue(Matrix(5, 5, tuple(entries)))
        assert value.contains(3 + distance)
        assert float(value.rad()) < 1e-60


def test_what_rotations_leave_beside_the_diagonal_counts():
    off = arb(0, 1)
    value = largest_eigenvalue(Matrix(2, 2, (arb(0), off, off, arb(0))))
    assert value.contains(arb(1))
    assert value.contains(arb(0))


def test_a_matrix_of_wide_balls_has_a_wide_eigenvalue():
    value = largest_eigenvalue(Matrix(2, 2, (arb(2, 0.5), arb(1), arb(1), arb(2, 0.5))))
    assert value.contains(arb(2.5))
    assert value.contains(arb(3.5))


def test_what_is_remembered_is_as_narrow_as_it_is_asked_for():
    matrix, widths = _matrix(np.array([[2, 1], [1, 5]])), {}
    for bits in (64, 256, 64):
        with ctx.workprec(bits):
            widths[bits] = float(largest_eigenvalue(matrix).rad())
    assert 0 < widths[256] < 2**-200 < widths[64] < 2**-40
