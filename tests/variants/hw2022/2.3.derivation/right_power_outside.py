"""earns all

The power of beta stands outside the sum.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    return (
        Derivation(start)
        .equals((1 - beta) * beta**t * Sum(E(g[i]) / beta**i, (i, 1, t)), by="linearity")
        .equals((1 - beta) * beta**t * Sum(mu / beta**i, (i, 1, t)), by="stationarity")
        .equals(mu - mu * beta**t)
    )
