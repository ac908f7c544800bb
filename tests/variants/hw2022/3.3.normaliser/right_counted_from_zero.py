"""earns all

The index from 0.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return Sum(exp(q[i].T * k[j + 1]), (j, 0, n - 1))
