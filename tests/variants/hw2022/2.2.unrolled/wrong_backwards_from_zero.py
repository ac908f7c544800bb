"""earns nothing: backwards from zero

Weighs the oldest gradient most.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum(beta ** (i - 1) * g[i], (i, 1, t))
