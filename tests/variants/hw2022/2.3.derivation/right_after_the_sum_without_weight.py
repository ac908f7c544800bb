"""earns all: followed

Going on from the sum without the factor before it, and from its expectation.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum(beta ** (t - i) * g[i], (i, 1, t))


def expectation(mu, beta, t, zeta):
    return (1 - beta**t) / (1 - beta) * mu


def derivation(g, mu, beta, t):
    i = Symbol("i")
    return (
        Derivation(E(Sum(beta ** (t - i) * g[i], (i, 1, t))))
        .equals(Sum(beta ** (t - i) * E(g[i]), (i, 1, t)), by="linearity")
        .equals(Sum(beta ** (t - i) * mu, (i, 1, t)), by="stationarity")
        .equals((1 - beta**t) / (1 - beta) * mu)
    )
