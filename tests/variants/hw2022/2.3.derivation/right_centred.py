"""earns all

What differs from the mean has mean zero; a constant is its own mean.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals(E((1 - beta) * Sum(beta ** (t - i) * (g[i] - mu), (i, 1, t)) + target))
        .equals((1 - beta) * Sum(beta ** (t - i) * (E(g[i]) - mu), (i, 1, t)) + target, by="linearity")
        .equals(target, by="stationarity")
    )
