"""earns 1/4: malformed at step 2

What a function returned that forgot to: it spoils the steps beside it.
"""

from notation import *


def weighted_means(mu, beta, t):
    i = Symbol("i")
    (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    return (
        Derivation(start)
        .equals(means, by="linearity")
        .equals(weighted_means(mu, beta, t), by="stationarity")
        .equals((1 - beta**t) * mu)
    )
