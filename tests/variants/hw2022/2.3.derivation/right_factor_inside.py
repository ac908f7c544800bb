"""earns all

The constant factor is moved into the sum first, by algebra.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals(E(Sum((1 - beta) * beta ** (t - i) * g[i], (i, 1, t))))
        .equals(Sum((1 - beta) * beta ** (t - i) * E(g[i]), (i, 1, t)), by="linearity")
        .equals(Sum((1 - beta) * beta ** (t - i) * mu, (i, 1, t)), by="stationarity")
        .equals(target)
    )
