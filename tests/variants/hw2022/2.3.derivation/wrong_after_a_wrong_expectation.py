"""earns nothing: false at step 3

From the sum without weight to the right expectation, which is another.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum(beta ** (t - i) * g[i], (i, 1, t))


def derivation(g, mu, beta, t):
    i = Symbol("i")
    return (
        Derivation(E(Sum(beta ** (t - i) * g[i], (i, 1, t))))
        .equals(Sum(beta ** (t - i) * E(g[i]), (i, 1, t)), by="linearity")
        .equals(Sum(beta ** (t - i) * mu, (i, 1, t)), by="stationarity")
        .equals((1 - beta**t) * mu)
    )
