"""earns all

The prefactors are moved into the expectation, by linearity.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    shifted = constant * exp(-(norm(x - q - k) ** 2) / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return (
        Derivation(start)
        .equals(E(before * exp(x.T * q) * exp(x.T * k) * after, x), by="linearity")
        .equals(integral(before * after * exp(x.T * (q + k)) * density, x), by="density of N(0, I)")
        .equals(integral(exp(q.T * k) * shifted, x), by="completing the square")
        .equals(exp(q.T * k) * integral(shifted, x))
        .equals(exp(q.T * k), by="the density integrates to one")
    )
