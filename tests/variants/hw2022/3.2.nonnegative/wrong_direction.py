"""earns nothing: relation at step 1

The other way round.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    return Derivation(entry).at_most(0, by="entries of B and C are non-negative")
