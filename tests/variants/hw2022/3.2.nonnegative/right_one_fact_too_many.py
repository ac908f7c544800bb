"""earns all

Also cites what is not needed.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    k = Symbol("k")
    entry = Sum(B[i, k] * C[k, j], (k, 1, d))
    facts = ["entries of B and C are non-negative", "rows of B sum to one"]
    return Derivation(0).at_most(entry, by=facts)
