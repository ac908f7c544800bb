"""earns nothing: target

Of B alone.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    return Derivation(0).at_most(Sum(B[i, k], (k, 1, d)), by="entries of B and C are non-negative")
