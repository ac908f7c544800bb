"""earns all

By the last term, named briefly.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    s = Symbol("s", integer=True)
    return Derivation(0).at_most(B[i, d] * C[d, j], by="non-negative").at_most(
        Sum(B[i, s] * C[s, j], (s, 1, d)), by="non-negative"
    )
