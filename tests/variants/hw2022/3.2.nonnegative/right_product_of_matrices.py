"""earns all

The entry of the product.
"""

from notation import *


def nonnegative(B, C, i, j, d):
    return Derivation(0).at_most((B * C)[i, j], by="entries of B and C are non-negative")
