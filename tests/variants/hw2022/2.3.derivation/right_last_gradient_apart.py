"""earns all

The last term stands alone.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals((1 - beta) * (E(Sum(beta ** (t - i) * g[i], (i, 1, t - 1))) + E(g[t])), by="linearity")
        .equals((1 - beta) * (Sum(beta ** (t - i) * E(g[i]), (i, 1, t - 1)) + E(g[t])), by="linearity")
        .equals((1 - beta) * (Sum(beta ** (t - i) * E(g[i]), (i, 1, t - 1)) + mu), by="stationarity")
        .equals((1 - beta) * (Sum(beta ** (t - i) * mu, (i, 1, t - 1)) + mu), by="stationarity")
        .equals(target)
    )
