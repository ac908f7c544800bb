"""earns nothing: missing fact at step 1

Both other facts.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    return Derivation(0).at_most(entry, by=["rows of B sum to one", "rows of C sum to one"])
