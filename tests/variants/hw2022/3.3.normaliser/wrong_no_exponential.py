"""earns nothing: no exponential

Of QKᵀ.
"""

from notation import *


def normaliser(q, k, i, n, d):
    j = Symbol("j")
    return Sum(T(q[i]) * k[j], (j, 1, n))
