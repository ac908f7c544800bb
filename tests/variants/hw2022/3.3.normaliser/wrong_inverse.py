"""earns nothing: inverse

What it is divided by.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return 1 / Sum(exp(T(q[i]) * k[j]), (j, 1, n))
