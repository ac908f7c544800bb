"""earns nothing: missing fact at step 2

Each step cites the other fact.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    swapped = Sum(B[i, k] * Sum(C[k, j], (j, 1, n)), (k, 1, d))
    row = Sum(B[i, k], (k, 1, d))
    return Derivation(start).equals(swapped).equals(row, by="rows of B sum to one").equals(1, by="rows of C sum to one")
