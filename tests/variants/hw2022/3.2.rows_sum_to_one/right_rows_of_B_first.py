"""earns all

The other order of the facts, as a quotient.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    j, k = Symbol("j"), Symbol("k")
    start = Sum(B[i, k] * C[k, j], (k, 1, d), (j, 1, n))
    row = Sum(B[i, k], (k, 1, d))
    return (
        Derivation(start)
        .equals(start / row, by="rows of B sum to one")
        .equals(1, by="rows of C sum to one")
    )
