"""earns nothing: false at step 2

The sum of products is no product of sums.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    sums = Sum(B[i, k], (k, 1, d)) * Sum(C[k, j], (k, 1, d))
    return Derivation(0).at_most(sums, by="entries of B and C are non-negative").at_most(entry, by="entries of B and C are non-negative")
