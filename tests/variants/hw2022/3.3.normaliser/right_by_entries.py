"""earns all

The inner product written out.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j, r = Symbol("j"), Symbol("r")
    return Sum(exp(Sum(q[i][r] * k[j][r], (r, 1, d))), (j, 1, n))
