"""earns all

Takes β^t out.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) * beta**t * Sum(g[i] / beta**i, (i, 1, t))
