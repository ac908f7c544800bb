"""earns all

The sum is counted from the last gradient.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals((1 - beta) * Sum(beta**i * E(g[t - i]), (i, 0, t - 1)), by="linearity")
        .equals((1 - beta) * mu * Sum(beta**i, (i, 0, t - 1)), by="stationarity")
        .equals(target)
    )
