"""earns nothing: from zero

Begins with a gradient that there is not.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 0, t))
