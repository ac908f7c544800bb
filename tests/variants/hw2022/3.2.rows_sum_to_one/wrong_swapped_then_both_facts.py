"""earns 3/4: too many facts at step 2

The sums are swapped, and then both facts are used in one step.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    return (
        Derivation(Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n)))
        .equals(Sum(B[i, k] * Sum(C[k, j], (j, 1, n)), (k, 1, d)))
        .equals(1, by=["rows of C sum to one", "rows of B sum to one"])
    )
