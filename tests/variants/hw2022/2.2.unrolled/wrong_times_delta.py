"""earns 5/8: multiple

The step size counted, without the sign of the update.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    average = (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t))
    return delta * average
