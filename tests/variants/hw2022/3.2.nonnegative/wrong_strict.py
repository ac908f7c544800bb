"""earns nothing: false at step 1

Positive, where it can be zero.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    return Derivation(0).less_than(entry, by="entries of B and C are non-negative")
