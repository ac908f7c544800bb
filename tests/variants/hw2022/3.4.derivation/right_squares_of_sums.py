"""earns all

The density at the shifted point, by its mean.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)
    mean = q + k
    return (
        Derivation(E(exp(x.T * mean), x) / exp((norm(q) ** 2 + norm(k) ** 2) / 2))
        .equals(integral(exp(x.T * mean) * density, x) * before * after, by="density")
        .equals(
            integral(constant * exp(-(norm(x - mean) ** 2) / 2), x) * half * before * after
        )
        .equals(half * before * after, by="the density integrates to one")
        .equals(exp(q.T * k))
    )
