"""earns nothing: false at step 1

The factor 1 − β is lost, and the series is summed wrongly.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    series = (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals(Sum(beta ** (t - i) * E(g[i]), (i, 1, t)), by="linearity")
        .equals(Sum(beta ** (t - i) * mu, (i, 1, t)), by="stationarity")
        .equals(target, by="geometric series")
    )
