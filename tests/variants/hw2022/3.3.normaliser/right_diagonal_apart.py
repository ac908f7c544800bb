"""earns all

A product over coordinates under the sum.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j, r = Symbol("j"), Symbol("r")
    return Sum(Product(exp(q[i][r] * k[j][r]), (r, 1, d)), (j, 1, n))
