"""earns all

The positive part of each term.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    parts = Sum(Max(0, B[i, k]) * Max(0, C[k, j]), (k, 1, d))
    return Derivation(0).at_most(parts, by="a sum of products of positive parts").equals(entry, by="entries of B and C are non-negative")
