"""earns all

That a row of C sums to one, for every row, is proved apart.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    row_of_C = Derivation(Sum(C[k, j], (j, 1, n))).equals(1, by="rows of C sum to one")
    return (
        Derivation(Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n)))
        .equals(Sum(B[i, k] * Sum(C[k, j], (j, 1, n)), (k, 1, d)))
        .equals(Sum(B[i, k], (k, 1, d)), by=row_of_C)
        .equals(1, by="rows of B sum to one")
    )
