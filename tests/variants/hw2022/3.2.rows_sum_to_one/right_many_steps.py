"""earns all

Every rule of algebra in a step of its own.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    swapped = Sum(B[i, k] * Sum(C[k, j], (j, 1, n)), (k, 1, d))
    row = Sum(B[i, k], (k, 1, d))
    return (
        Derivation(start)
        .equals(Sum(B[i, k] * C[k, j], (j, 1, n), (k, 1, d)), by="swap")
        .equals(swapped, by="factor")
        .equals(Sum(B[i, k] * 1, (k, 1, d)), by="rows of C sum to one")
        .equals(row, by="times one")
        .equals(1, by="rows of B sum to one")
    )
