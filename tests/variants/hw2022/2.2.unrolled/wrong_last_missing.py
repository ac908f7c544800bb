"""earns nothing: last gradient missing

Ends a step early.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t - 1))
