"""earns all

That every gradient has the mean μ is proved apart.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    means = (1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t))
    target = (1 - beta**t) * mu

    mean = Derivation(E(g[i])).equals(mu, by="stationarity")
    return Derivation(start).equals(means, by="linearity").equals(target, by=mean)
