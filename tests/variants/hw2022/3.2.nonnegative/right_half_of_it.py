"""earns all

Half of it first.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    return Derivation(0).at_most(entry / 2, by="entries of B and C are non-negative").at_most(entry, by="entries of B and C are non-negative")
