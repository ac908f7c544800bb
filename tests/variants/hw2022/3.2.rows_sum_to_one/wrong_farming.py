"""earns half: target

A milestone, and nothing more than zeros.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    row = Sum(B[i, k], (k, 1, d))
    return Derivation(start).equals(row, by="rows of C sum to one").equals(row + 1 - Sum(C[1, j], (j, 1, n)), by="rows of C sum to one")
