"""earns all

The inner product the other way round.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j", integer=True)
    return Sum(exp(k[j].T * q[i]), (j, 1, n))
