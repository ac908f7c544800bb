"""earns nothing: missing fact at step 1

Stationary is taken for constant: one gradient in the place of all.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals(E((1 - beta) * Sum(beta ** (t - i) * g[1], (i, 1, t))), by="stationarity")
        .equals(E((1 - beta**t) * g[1]))
        .equals((1 - beta**t) * E(g[1]), by="linearity")
        .equals(target, by="stationarity")
    )
