"""earns nothing: weights exchanged

Raises the other weight to the powers.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return beta * Sum((1 - beta) ** (t - i) * g[i], (i, 1, t))
