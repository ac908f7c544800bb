"""earns 1/4: malformed at step 2

It spoils the steps beside it.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    series = (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals(means, by="linearity")
        .equals(means + Symbol("xi"), by="stationarity")
        .equals(series, by="stationarity")
        .equals(target)
    )
