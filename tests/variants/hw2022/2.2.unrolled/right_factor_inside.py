"""earns all

Keeps the weight inside the sum.
"""

from notation import *


def unrolled(g, beta, delta, t):
    k = Symbol("k")
    return Sum((1 - beta) * beta ** (t - k) * g[k], (k, 1, t))
