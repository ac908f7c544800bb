"""earns nothing: false at step 2

A true step that reaches nothing, and then a guess.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    series = (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))
    return (
        Derivation(start)
        .equals(start + E(g[1]) - mu, by="stationarity")
        .equals(series + E(g[1]), by="stationarity")
    )
