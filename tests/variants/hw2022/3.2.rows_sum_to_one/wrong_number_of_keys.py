"""earns half: false at step 1

The rows are counted, and the count is lost.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    row = Sum(B[i, k], (k, 1, d))
    return (
        Derivation(start)
        .equals(n * row, by="rows of C sum to one")
        .equals(row, by="average")
        .equals(1, by="rows of B sum to one")
    )
