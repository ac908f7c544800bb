"""earns 5/8: exponents too high

One too high, counted backwards.
"""

from notation import *


def unrolled(g, beta, delta, t):
    j = Symbol("j")
    return (1 - beta) * Sum(beta**j * g[t + 1 - j], (j, 1, t))
