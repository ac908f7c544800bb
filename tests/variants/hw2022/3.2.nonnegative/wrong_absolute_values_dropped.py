"""earns nothing: missing fact at step 2

The absolute values vanish by themselves.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    return Derivation(0).at_most(Sum(abs(B[i, k] * C[k, j]), (k, 1, d))).equals(entry)
