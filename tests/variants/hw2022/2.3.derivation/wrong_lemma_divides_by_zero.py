"""earns nothing: other lemma at step 1

Both sides are multiplied by what stationarity makes zero: so they are equal, whatever they are.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    target = (1 - beta**t) * mu

    zero = E(g[1]) - mu
    lemma = (
        Derivation(start * zero)
        .equals(start * (mu - mu), by="stationarity")
        .equals(target * (mu - mu) + E(2 * g[1]) - E(2 * g[1]))
        .equals(target * (mu - mu) + 2 * E(g[1]) - E(2 * g[1]), by="linearity")
        .equals(target * zero + 2 * E(g[1]) - E(2 * g[1]), by="stationarity")
        .equals(target * zero, by="linearity")
    )
    return Derivation(start).equals(target, by=lemma)
