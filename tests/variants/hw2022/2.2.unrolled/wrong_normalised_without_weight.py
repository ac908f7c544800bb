"""earns 5/8: normalised without weight

The correction of the bias, and no 1 − β.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    average = (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t))
    return average / (1 - beta) / (1 - beta**t)
