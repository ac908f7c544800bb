"""earns nothing: backwards

Weighs the oldest gradient most.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) * Sum(beta**i * g[i], (i, 1, t))
