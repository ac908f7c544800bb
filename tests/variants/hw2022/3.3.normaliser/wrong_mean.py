"""earns nothing

The mean.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return Sum(exp(T(q[i]) * k[j]), (j, 1, n)) / n
