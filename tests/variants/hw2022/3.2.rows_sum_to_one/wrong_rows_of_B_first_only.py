"""earns half: target

The other order of the facts, and no further.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    return (
        Derivation(start)
        .equals(1 + Sum(B[i, k] * (Sum(C[k, j], (j, 1, n)) - 1), (k, 1, d)), by="rows of B sum to one")
    )
