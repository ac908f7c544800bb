"""earns nothing: false at step 1

The columns of C are summed.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    return (
        Derivation(start)
        .equals(Sum(B[i, k] * Sum(C[j, k], (j, 1, d)), (k, 1, d)), by="swapping")
        .equals(1, by="rows of C sum to one")
    )
