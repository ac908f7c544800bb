"""earns nothing: exponential of the sum

The exponential outside.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return exp(Sum(T(q[i]) * k[j], (j, 1, n)))
