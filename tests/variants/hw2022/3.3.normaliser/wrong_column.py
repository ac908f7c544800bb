"""earns nothing: column

Over the queries.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return Sum(exp(T(q[j]) * k[i]), (j, 1, n))
