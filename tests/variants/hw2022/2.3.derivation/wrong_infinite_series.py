"""earns half: target at step 3

The series is summed to infinity.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    series = (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))
    return (
        Derivation(start)
        .equals(means, by="linearity")
        .equals(series, by="stationarity")
        .equals(mu, by="geometric series")
    )
