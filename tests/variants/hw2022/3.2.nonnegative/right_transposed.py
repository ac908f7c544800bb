"""earns all

The entry of the transposed product.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    return Derivation(0).at_most((T(C) * T(B))[j, i], by="entries of B and C are non-negative")
