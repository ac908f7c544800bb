"""earns nothing: diagonal

The trace.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return Sum(exp(T(q[j]) * k[j]), (j, 1, n))
