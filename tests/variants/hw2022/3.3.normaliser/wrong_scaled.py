"""earns half: scaled

With the usual scale.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return Sum(exp(T(q[i]) * k[j] / sqrt(d)), (j, 1, n))
