"""earns nothing

The sum runs from t down to 1: it is empty for t > 1.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) * Sum(beta ** (t - i) * g[i], (i, t, 1))
