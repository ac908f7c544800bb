"""earns 5/8: the update

Gives the update Δθ_t.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return -delta * (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t))
