"""earns 1/4: too many facts at step 1

The whole in one step, by both.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    target = (1 - beta**t) * mu
    return Derivation(start).equals(target, by=["linearity", "stationarity"])
