"""earns all

From the inner product to the expectation.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    shifted = constant * exp(-(norm(x - q - k) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return (
        Derivation(exp(q.T * k))
        .equals(before * half * after, by="expanding the square")
        .equals(before * half * integral(shifted, x) * after, by="the density integrates to one")
        .equals(before * integral(exp(x.T * q) * exp(x.T * k) * density, x) * after)
        .equals(start, by="density of N(0, I)")
    )
