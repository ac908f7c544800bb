"""earns all

From the end, as briefly as the facts allow.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    return (
        Derivation(mu - beta**t * mu)
        .equals(means, by="stationarity: all have the same mean")
        .equals(start, by="Linearity")
    )
