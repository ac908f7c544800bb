"""earns all

Counts from zero.
"""

from notation import *


def unrolled(g, beta, delta, t):
    m = Symbol("m", integer=True)
    return Sum((1 - beta) * beta ** (t - 1 - m) * g[m + 1], (m, 0, t - 1))
