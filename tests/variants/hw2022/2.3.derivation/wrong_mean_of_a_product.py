"""earns nothing: missing fact at step 1

The gradient is torn from its weight in the wrong way.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals((1 - beta) * Sum(beta ** (t - i), (i, 1, t)) * E(g[t]), by="linearity")
        .equals(target, by="stationarity")
    )
