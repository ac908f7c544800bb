"""earns all

One term after the other.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    but_one = Sum(B[i, k] * C[k, j], (k, 1, d - 1))
    return (
        Derivation(0)
        .at_most(but_one, by="entries of B and C are non-negative")
        .at_most(but_one + B[i, d] * C[d, j], by="entries of B and C are non-negative")
        .equals(entry, by="the last term")
    )
