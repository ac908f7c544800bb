"""earns all

The index runs from 0, the sum backwards.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    return Derivation(0).at_most(Sum(B[i, d - k] * C[d - k, j], (k, 0, d - 1)), by="entries of B and C are non-negative")
