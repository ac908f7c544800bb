"""earns all

The factor 1 − β is multiplied out.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    series = (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals(
            Sum(beta ** (t - i) * E(g[i]), (i, 1, t)) - beta * Sum(beta ** (t - i) * E(g[i]), (i, 1, t)),
            by="linearity",
        )
        .equals(series, by="stationarity")
        .equals(target)
    )
