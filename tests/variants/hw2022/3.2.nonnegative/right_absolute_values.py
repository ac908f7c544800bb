"""earns all

Nothing changes under absolute values.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    return Derivation(0).at_most(Sum(abs(B[i, k] * C[k, j]), (k, 1, d))).equals(entry, by="entries of B and C are non-negative")
