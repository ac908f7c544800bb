"""earns nothing

The product has the wrong order.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return Sum(exp(q[i] * k[j].T), (j, 1, n))
