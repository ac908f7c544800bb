"""earns all

The start with the sums the other way round.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    swapped = Sum(B[i, k] * Sum(C[k, j], (j, 1, n)), (k, 1, d))
    row = Sum(B[i, k], (k, 1, d))
    return (
        Derivation(Sum(B[i, k] * C[k, j], (j, 1, n), (k, 1, d)))
        .equals(swapped)
        .equals(row, by="rows of C sum to one")
        .equals(1, by="rows of B sum to one")
    )
