"""earns 5/8: exponents too low

One too low.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) * Sum(beta ** (t - i - 1) * g[i], (i, 1, t))
