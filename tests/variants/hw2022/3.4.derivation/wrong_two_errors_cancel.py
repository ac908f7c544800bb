"""earns nothing: false at step 1

The constant is lost, and found again.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return (
        Derivation(start)
        .equals(before * after * integral(exp(x.T * (q + k)) * exp(-(norm(x) ** 2) / 2), x), by="density of N(0, I)")
        .equals(exp(q.T * k), by="the density integrates to one")
    )
