"""earns half: malformed at step 4

A right proof, and then a function of sympy's that is not read.
"""

import sympy
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
        .equals(series, by="stationarity")
        .equals(target)
        .equals(target + sympy.zeta(t) * mu)
    )
