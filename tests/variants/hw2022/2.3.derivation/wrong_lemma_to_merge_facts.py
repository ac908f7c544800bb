"""earns nothing: other lemma at step 1

The lemma uses both facts, and for something else.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    target = (1 - beta**t) * mu

    lemma = Derivation(E(2 * g[i])).equals(2 * E(g[i]), by="linearity").equals(2 * mu, by="stationarity")
    return Derivation(start).equals(target, by=lemma)
