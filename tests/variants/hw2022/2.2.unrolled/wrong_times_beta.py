"""earns 5/8: exponents too high

A factor β too much: the same as exponents that are too high.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    average = (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t))
    return beta * average
