"""earns 1/4: start at step 1

The exponents of the start are others.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    target = (1 - beta**t) * mu
    return (
        Derivation(E((1 - beta) * Sum(beta ** (t - i - 1) * g[i], (i, 1, t))))
        .equals(means, by="linearity")
        .equals(target, by="stationarity")
    )
