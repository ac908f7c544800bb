"""earns all

In matrices.
"""

from notation import *


def rows_sum_to_one(B, C, i, d, n):
    return (
        Derivation((B * C * ones(n))[i])
        .equals((B * ones(d))[i], by="rows of C sum to one")
        .equals(1, by="rows of B sum to one")
    )
