"""earns 1/4: too many facts at step 2

What is written otherwise shows nothing, and then both facts are used in one step.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    weights = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    return (
        Derivation(weights)
        .equals(weights + C[1, i] - C[1, i])
        .equals(1, by=["rows of C sum to one", "rows of B sum to one"])
    )
