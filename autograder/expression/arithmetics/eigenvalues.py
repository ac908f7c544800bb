"""The largest eigenvalue of a symmetric matrix, enclosed."""

from __future__ import annotations

from flint import arb, arb_mat

from autograder.expression.arithmetics.matrices import Matrix

__all__ = ["largest_eigenvalue"]

_SWEEPS = 40


def largest_eigenvalue(matrix: Matrix) -> arb:
    """Return a ball that contains the largest eigenvalue of a symmetric matrix of real balls.

    Rotations find an approximate eigenbasis Q. The eigenvalues of Q⁻¹AQ, which are those of A,
    lie in Gershgorin's discs, and none of A's Rayleigh quotients exceeds the largest of them: the
    first bounds it from above and the second from below, whatever the rotations were.
    """
    size = matrix.rows
    a = arb_mat(size, size, list(matrix.entries))
    basis = _approximate_eigenbasis(a)
    rotated = basis.inv() * a * basis
    above, below = arb.neg_inf(), arb.neg_inf()
    for i in range(size):
        radius = arb(0)
        for j in range(size):
            if j != i:
                radius += abs(rotated[i, j])
        above = above.max(rotated[i, i] + radius)
        column = arb_mat(size, 1, [basis[j, i] for j in range(size)])
        row = column.transpose()
        quotient = (row * a * column)[0, 0] / (row * column)[0, 0]
        below = below.max(quotient)
    return above.union(below)


def _approximate_eigenbasis(a: arb_mat) -> arb_mat:
    """Return the product of Jacobi's rotations, as exact midpoints."""
    size = a.nrows()
    work = [[(a[min(i, j), max(i, j)]).mid() for j in range(size)] for i in range(size)]
    basis = [[arb(i == j) for j in range(size)] for i in range(size)]
    scale = max((abs(entry).mid() for row in work for entry in row), default=arb(0))
    negligible = (scale * arb.const_e().rad() * 4).mid()
    for _ in range(_SWEEPS):
        rotated = False
        for p in range(size):
            for q in range(p + 1, size):
                if abs(work[p][q]) > negligible:
                    _rotate(work, basis, p, q)
                    rotated = True
        if not rotated:
            break
    return arb_mat(basis)


def _rotate(work: list[list[arb]], basis: list[list[arb]], p: int, q: int) -> None:
    """Make the entry (p, q) vanish."""
    size = len(work)
    theta = ((work[q][q] - work[p][p]) / (2 * work[p][q])).mid()
    tangent = (1 / (abs(theta) + (theta * theta + 1).sqrt())).mid()
    if theta < 0:
        tangent = -tangent
    cosine = (1 / (tangent * tangent + 1).sqrt()).mid()
    sine = (tangent * cosine).mid()
    for k in range(size):
        left, right = work[k][p], work[k][q]
        work[k][p], work[k][q] = (
            (cosine * left - sine * right).mid(),
            (sine * left + cosine * right).mid(),
        )
        left, right = basis[k][p], basis[k][q]
        basis[k][p], basis[k][q] = (
            (cosine * left - sine * right).mid(),
            (sine * left + cosine * right).mid(),
        )
    for k in range(size):
        left, right = work[p][k], work[q][k]
        work[p][k], work[q][k] = (
            (cosine * left - sine * right).mid(),
            (sine * left + cosine * right).mid(),
        )
