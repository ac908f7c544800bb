"""earns all

The constant factor leaves the expectation first.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    series = (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals((1 - beta) * E(Sum(beta ** (t - i) * g[i], (i, 1, t))), by="linearity")
        .equals((1 - beta) * Sum(E(beta ** (t - i) * g[i]), (i, 1, t)), by="linearity")
        .equals(means, by="linearity of E")
        .equals(series, by="stationarity")
        .equals((1 - beta) * mu * Sum(beta ** (t - i), (i, 1, t)))
        .equals((1 - beta) * mu * (1 - beta**t) / (1 - beta), by="geometric series")
        .equals(target)
    )
