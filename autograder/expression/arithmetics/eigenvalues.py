"""The largest eigenvalue of a symmetric matrix, enclosed."""

from __future__ import annotations

from functools import lru_cache
from math import isqrt

import numpy as np
from flint import arb, arb_mat, ctx, fmpq

from autograder.expression.arithmetics.matrices import Matrix

__all__ = ["largest_eigenvalue"]

_REMEMBERED = 1000
_SWEEPS = 40
_FLOAT_BITS = 48
_FEWEST_ROWS = 3  # with fewer, one rotation is enough
_SEPARATE = 1024  # how many times as far apart as their coupling eigenvalues are refined


def largest_eigenvalue(matrix: Matrix) -> arb:
    """Return a ball that contains the largest eigenvalue of a symmetric matrix of real balls.

    With an approximate eigenbasis Q, the eigenvalues of Q⁻¹AQ, which are those of A, lie in
    Gershgorin's discs, and none of A's Rayleigh quotients exceeds the largest of them: the first
    bounds it from above and the second from below, whatever Q is.
    """
    if matrix.is_exact:
        # By their parts: the hash of a rational takes longer than all of this.
        parts = tuple([int(part) for entry in matrix.entries for part in (entry.p, entry.q)])
        return _of_rationals(parts, ctx.prec)
    return _enclosed(arb_mat(matrix.rows, matrix.rows, list(matrix.entries)))


@lru_cache(maxsize=_REMEMBERED)
def _of_rationals(parts: tuple[int, ...], _precision: int) -> arb:
    """Return the eigenvalue of a matrix that is known: both sides of a comparison ask for it.

    Args:
        parts: Numerator and denominator of each entry.
        _precision: Flint's, to tell answers apart.
    """
    entries = list(map(fmpq, parts[::2], parts[1::2]))
    size = isqrt(len(entries))
    return _enclosed(arb_mat(size, size, entries))


def _enclosed(a: arb_mat) -> arb:
    size = a.nrows()
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
    """Return an approximate eigenbasis, as exact midpoints.

    Rotations do what the first approximation leaves, where eigenvalues lie close to each other.
    """
    size = a.nrows()
    start = _first_eigenbasis(a) if size >= _FEWEST_ROWS else _identity(size)
    turned = start.transpose() * a * start
    work = [[turned[min(i, j), max(i, j)].mid() for j in range(size)] for i in range(size)]
    basis = start.tolist()
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


def _first_eigenbasis(a: arb_mat) -> arb_mat:
    """Find the first digits in floating point; every refinement doubles their number."""
    basis, bits = _floating_eigenbasis(a), _FLOAT_BITS
    while bits < ctx.prec:
        basis = _refined(a, basis)
        bits *= 2
    return _orthonormal(basis)


def _orthonormal(basis: arb_mat) -> arb_mat:
    """Return the orthonormal basis near this one: rotations keep the angles that they are given.

    Where eigenvalues lie close to each other, a refinement may turn the basis by more than the
    square root of what it leaves. Each Newton-Schulz step doubles the digits that hold.
    """
    identity, negligible = _identity(basis.nrows()), (arb.const_e().rad() * 4).mid()
    for _ in range(_SWEEPS):
        missing = identity - basis.transpose() * basis
        if all(abs(entry).mid() <= negligible for entry in missing.entries()):
            break
        basis = (basis + basis * missing / 2).mid()
    return basis


def _identity(size: int) -> arb_mat:
    return arb_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])


def _floating_eigenbasis(a: arb_mat) -> arb_mat:
    """Return an eigenbasis as floating point finds it; the unit vectors where it finds none."""
    scale = max(abs(entry).mid() for entry in a.entries())
    if not scale > 0:  # zeros, or not a number
        return _identity(a.nrows())
    entries = np.array([[float((entry / scale).mid()) for entry in row] for row in a.tolist()])
    try:
        return arb_mat(np.linalg.eigh(entries)[1].tolist())
    except np.linalg.LinAlgError:
        return _identity(a.nrows())


def _refined(a: arb_mat, basis: arb_mat) -> arb_mat:
    """Return an eigenbasis with twice as many digits, where the eigenvalues lie apart.

    Source: T. Ogita and K. Aishima, Iterative refinement for symmetric eigenvalue decomposition,
    Japan Journal of Industrial and Applied Mathematics 35 (2018), Algorithm 1.
    """
    size = a.nrows()
    gram, turned = basis.transpose() * basis, basis.transpose() * a * basis
    values = [turned[i, i] / gram[i, i] for i in range(size)]
    correction = []
    for i in range(size):
        for j in range(size):
            missing = int(i == j) - gram[i, j]
            coupling = turned[i, j] + values[j] * missing
            gap = values[j] - values[i]
            is_apart = i != j and abs(gap) > _SEPARATE * abs(coupling)
            correction.append((coupling / gap if is_apart else missing / 2).mid())
    return (basis + basis * arb_mat(size, size, correction)).mid()


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
