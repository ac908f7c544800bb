"""earns 5/8: the update without weight

Gives the update, and forgets the weight.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return -delta * Sum(beta ** (t - i) * g[i], (i, 1, t))
