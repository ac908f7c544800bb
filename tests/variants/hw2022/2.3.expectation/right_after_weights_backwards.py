"""earns all: followed

Going on from a sum whose weights run the wrong way.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) * Sum(beta**i * g[i], (i, 1, t))


def expectation(mu, beta, t, zeta):
    return beta * (1 - beta**t) * mu
