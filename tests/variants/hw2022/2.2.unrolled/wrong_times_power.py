"""earns nothing

The whole decayed once more: a power of t stands before the sum.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    average = (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t))
    return beta**t * average
