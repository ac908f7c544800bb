"""earns 3/4: too many facts at step 1

Both facts at once, but the series is shown and summed in a step of its own.
"""

from notation import *


def derivation(g, mu, beta, t):
    i = Symbol("i")
    start = E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)))
    series = (1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t))
    return (
        Derivation(start)
        .equals(series, by=["linearity", "stationarity"])
        .equals((1 - beta**t) * mu, by="geometric series")
    )
