"""earns nothing: missing fact at step 1

What sums to one can be negative in part.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    return Derivation(0).at_most(entry, by="rows of C sum to one")
