"""earns all

Other letters, and a factor one.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    t, s = Symbol("t"), Symbol("s")
    return (
        Derivation(Sum(Sum(B[i, s] * C[s, t], (s, 1, d)), (t, 1, n)))
        .equals(Sum(B[i, s] * Sum(C[s, t], (t, 1, n)), (s, 1, d)), by="Fubini")
        .equals(Sum(B[i, s] * 1, (s, 1, d)), by="rows of C sum to one")
        .equals(1, by="rows of B sum to one")
    )
