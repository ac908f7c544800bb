"""earns all

Squares of roots.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    squares = Sum((sqrt(B[i, k]) * sqrt(C[k, j])) ** 2, (k, 1, d))
    return Derivation(0).at_most(squares, by="entries of B and C are non-negative").equals(entry, by="entries of B and C are non-negative")
