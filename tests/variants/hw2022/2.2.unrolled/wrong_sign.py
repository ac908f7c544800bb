"""earns 5/8: multiple

Takes the minus of the update with it.
"""

from notation import *


def unrolled(g, beta, delta, t):
    j = Symbol("j")
    return -(1 - beta) * Sum(beta**j * g[t - j], (j, 0, t - 1))
