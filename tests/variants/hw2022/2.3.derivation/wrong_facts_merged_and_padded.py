"""earns 1/4: too many facts at step 1

Both facts at once, and steps that show nothing.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    target = (1 - beta**t) * mu
    return (
        Derivation(start)
        .equals(target + Sum(0 * mu, (i, 1, t)), by=["linearity", "stationarity"])
        .equals(2 * target / 2)
        .equals(mu - mu * beta**t)
    )
