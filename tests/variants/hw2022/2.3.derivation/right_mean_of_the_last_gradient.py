"""earns all

The expectations are equal; then they have a name.
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
        .equals((1 - beta**t) * E(g[t]), by="stationarity")
        .equals(target, by="stationarity")
    )
