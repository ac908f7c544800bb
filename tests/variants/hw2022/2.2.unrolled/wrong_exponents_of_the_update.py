"""earns 5/8: multiple

One too high, in the update.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return -delta * (1 - beta) * Sum(beta ** (t + 1 - i) * g[i], (i, 1, t))
