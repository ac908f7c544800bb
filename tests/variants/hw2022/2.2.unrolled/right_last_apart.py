"""earns all

Writes the last gradient apart.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) * g[t] + beta * Sum((1 - beta) * beta ** (t - 1 - i) * g[i], (i, 1, t - 1))
