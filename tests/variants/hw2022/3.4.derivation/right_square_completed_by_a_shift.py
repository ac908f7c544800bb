"""earns all

Shifted and completed in one step.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    density, shifted = constant * exp(-(norm(x) ** 2) / 2), constant * exp(-(norm(x - q - k) ** 2) / 2)
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    half = exp(norm(q + k) ** 2 / 2)

    return (
        Derivation(start)
        .equals(before * after * integral(exp(x.T * (q + k)) * density, x), by="density of N(0, I)")
        .equals(before * after * half * integral(density, x), by="substitution")
        .equals(exp(q.T * k), by="the density integrates to one")
    )
