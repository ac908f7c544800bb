"""earns 1/4: target

The other order of the facts, broken off.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    series = (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))
    return (
        Derivation(start)
        .equals(start + series - means, by="stationarity")
    )
