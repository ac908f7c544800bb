"""earns nothing: false at step 1

The expectation of a product as the product of expectations.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return (
        Derivation(start)
        .equals(before * E(exp(x.T * q), x) * E(exp(x.T * k), x) * after, by="linearity")
        .equals(exp(q.T * k), by="the density integrates to one")
    )
