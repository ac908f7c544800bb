"""earns all

By a sum of zeros.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    return (
        Derivation(0)
        .equals(Sum(0 * B[i, k], (k, 1, d)))
        .at_most(entry, by="non-negative entries")
    )
