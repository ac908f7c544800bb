"""earns all

Multiplies out the weight.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum(beta ** (t - i) * g[i], (i, 1, t)) - Sum(beta ** (t - i + 1) * g[i], (i, 1, t))
