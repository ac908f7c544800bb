"""earns all

Past the target, back, and there again.
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
        .equals(means, by="linearity")
        .equals(series, by="stationarity")
        .equals(means, by="stationarity")
        .equals(target, by="stationarity")
    )
