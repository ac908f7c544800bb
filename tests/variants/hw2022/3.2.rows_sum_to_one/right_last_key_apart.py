"""earns all

The last column stands alone.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    row = Sum(B[i, k], (k, 1, d))
    return (
        Derivation(start)
        .equals(
            Sum(B[i, k] * Sum(C[k, j], (j, 1, n - 1)), (k, 1, d)) + Sum(B[i, k] * C[k, n], (k, 1, d))
        )
        .equals(Sum(B[i, k] * (1 - C[k, n]), (k, 1, d)) + Sum(B[i, k] * C[k, n], (k, 1, d)), by="rows of C sum to one")
        .equals(row)
        .equals(1, by="rows of B sum to one")
    )
