"""earns 5/8: normalised

Divides by the sum of the weights, as for 2.3.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) / (1 - beta**t) * Sum(beta ** (t - i) * g[i], (i, 1, t))
