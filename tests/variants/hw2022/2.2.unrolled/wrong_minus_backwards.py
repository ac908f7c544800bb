"""earns nothing: backwards

The update, and the weights run the wrong way.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return -(1 - beta) * Sum(beta**i * g[i], (i, 1, t))
