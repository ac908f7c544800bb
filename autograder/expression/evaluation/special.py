"""Vectors and matrices whose entries are tied to each other.

Distributions, one-hot vectors, permutations and orthogonal matrices: how they are drawn, in real
numbers and in residues, and what lies close to one inside its domain. All entries are rational, so
what the domain promises holds exactly: entries sum to one, Q Qᵀ is the identity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from flint import fmpq, fmpq_mat

from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar

__all__ = ["ISOLATED_KINDS", "SPECIAL_KINDS", "affine", "draw", "near"]

#: The domains of this module.
SPECIAL_KINDS = frozenset({"distribution", "one_hot", "orthogonal", "permutation"})
#: Domains whose values do not fill a space: polynomials may agree at all of them and yet differ.
ISOLATED_KINDS = frozenset({"integers", "one_hot", "orthogonal", "permutation"})

_ZERO, _ONE = fmpq(0), fmpq(1)
_PLAIN = 4  # of so many orthogonal matrices one is a permutation with signs
_CLOSE = 10**6 << 50

Entries = Callable[[int], Sequence[fmpq]]


def draw(kind: str, size: int, *, entries: Entries, random: Random) -> Matrix:
    """Return a value of a domain.

    Args:
        kind: One of `SPECIAL_KINDS`.
        size: The number of rows.
        entries: Draws so many rational numbers that are not 0.
        random: Where randomness comes from.
    """
    if kind == "distribution":
        return _normalised([abs(entry) for entry in entries(size)])
    if kind == "one_hot":
        chosen = random.randrange(size)
        return Matrix(size, 1, tuple(fmpq(i == chosen) for i in range(size)))
    order = random.sample(range(size), size)
    signs = [1] * size
    if kind == "orthogonal":
        signs = [random.choice((1, -1)) for _ in range(size)]
    rows = [[fmpq(sign * (column == j)) for j in range(size)]
            for column, sign in zip(order, signs, strict=True)]  # fmt: skip
    if kind == "permutation" or random.randrange(_PLAIN) == 0:
        return Matrix(size, size, tuple(entry for row in rows for entry in row))
    turned = fmpq_mat(rows) * _rotation(size, entries(size * (size - 1) // 2))
    return Matrix(size, size, tuple(turned.entries()))


def affine(size: int, entry: Callable[[], Scalar]) -> Matrix:
    """Return a column that sums to one, all of whose entries but one are free.

    Args:
        size: The number of entries.
        entry: Draws one, of any arithmetic.
    """
    free = [entry() for _ in range(size - 1)]
    last: Scalar = _ONE
    for value in free:
        last = last - value
    return Matrix(size, 1, (*free, last))


def near(value: Matrix, kind: str, random: Random) -> Matrix:
    """Return a value close to another in the same domain; where there is none, the value itself."""
    if kind == "distribution":
        return _normalised([entry * (1 + _tiny(random)) for entry in value.entries])
    if kind != "orthogonal":
        return value
    size = value.rows
    turn = _rotation(size, [_tiny(random) for _ in range(size * (size - 1) // 2)])
    turned = fmpq_mat(size, size, list(value.entries)) * turn
    return Matrix(size, size, tuple(turned.entries()))


def _normalised(weights: Sequence[fmpq]) -> Matrix:
    total = sum(weights, _ZERO)
    return Matrix(len(weights), 1, tuple(weight / total for weight in weights))


def _rotation(size: int, entries: Sequence[fmpq]) -> fmpq_mat:
    """Return (I − S)(I + S)⁻¹ for a skew-symmetric S (Cayley): a rotation with rational entries."""
    skew = fmpq_mat(size, size)
    numbers = iter(entries)
    for i in range(size):
        for j in range(i):
            skew[i, j] = number = next(numbers)
            skew[j, i] = -number
    identity = fmpq_mat(size, size, [fmpq(i == j) for i in range(size) for j in range(size)])
    return (identity - skew) * (identity + skew).inv()


def _tiny(random: Random) -> fmpq:
    return fmpq(random.randint(1, 10**6), _CLOSE)
