"""earns nothing

An ordinary mean.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum(g[i], (i, 1, t)) / t
