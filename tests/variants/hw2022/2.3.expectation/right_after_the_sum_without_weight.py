"""earns all: followed

Going on from the sum without the factor before it.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum(beta ** (t - i) * g[i], (i, 1, t))


def expectation(mu, beta, t, zeta):
    return (1 - beta**t) / (1 - beta) * mu
