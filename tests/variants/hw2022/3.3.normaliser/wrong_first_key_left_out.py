"""earns nothing: off_by_one

From 1 to n − 1.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return Sum(exp(T(q[i]) * k[j]), (j, 1, n - 1))
