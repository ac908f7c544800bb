"""earns all

From 1 to the double sum.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    swapped = Sum(B[i, k] * Sum(C[k, j], (j, 1, n)), (k, 1, d))
    row = Sum(B[i, k], (k, 1, d))
    return (
        Derivation(1)
        .equals(row, by="rows of B sum to one")
        .equals(swapped, by="rows of C sum to one")
        .equals(start, by="swapping finite sums")
    )
