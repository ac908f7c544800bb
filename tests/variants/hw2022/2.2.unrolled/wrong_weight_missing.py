"""earns 5/8: weight missing

Forgets the weight 1 − β.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum(beta ** (t - i) * g[i], (i, 1, t))
