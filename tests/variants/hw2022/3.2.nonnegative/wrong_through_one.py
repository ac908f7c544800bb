"""earns nothing: false at step 3

Too large on the way.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    row = Sum(B[i, k], (k, 1, d))
    return (
        Derivation(0)
        .at_most(row, by="entries of B and C are non-negative")
        .equals(1, by="rows of B sum to one")
        .at_most(entry, by="entries of B and C are non-negative")
    )
