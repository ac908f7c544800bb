"""earns all

All means are that of the first gradient.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals(means, by="linearity")
        .equals((1 - beta) * Sum(beta ** (t - i) * E(g[1]), (i, 1, t)), by="stationarity")
        .equals((1 - beta**t) * E(g[1]))
        .equals(target, by="stationarity")
    )
