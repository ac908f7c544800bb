"""earns half: missing fact at step 2

Non-negative is not enough.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    row = Sum(B[i, k], (k, 1, d))
    return Derivation(start).equals(row, by="rows of C sum to one").equals(1, by="entries of B and C are non-negative")
