"""earns 1/4: malformed at step 1

An expectation over what is not random.
"""

from notation import Derivation, E, Sum, Symbol


def derivation(g, mu, beta, t):
    i = Symbol("i")
    return (
        Derivation(E((1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t)), beta))
        .equals((1 - beta) * Sum(beta ** (t - i) * E(g[i]), (i, 1, t)), by="linearity")
        .equals((1 - beta) * Sum(beta ** (t - i) * mu, (i, 1, t)), by="stationarity")
        .equals((1 - beta**t) * mu, by="geometric series")
    )
