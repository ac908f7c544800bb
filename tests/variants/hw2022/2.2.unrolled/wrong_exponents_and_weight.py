"""earns 5/8: multiple

One too low, and the weight is forgotten.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum(beta ** (t - 1 - i) * g[i], (i, 1, t))
