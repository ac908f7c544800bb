"""earns nothing: one entry

The diagonal of A.
"""

from notation import *


def normaliser(q, k, i, n, d):
    return exp(T(q[i]) * k[i])
