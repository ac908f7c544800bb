"""earns 1/3: part

What stands before and after the expectation is forgotten.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    product = exp(x.T * q) * exp(x.T * k)
    half = exp(norm(q + k) ** 2 / 2)
    shifted = constant * exp(-(norm(x - q - k) ** 2) / 2)
    return (
        Derivation(E(product, x))
        .equals(
            integral(product * constant * exp(-(norm(x) ** 2) / 2), x), by="density of N(0, I)"
        )
        .equals(half * integral(shifted, x))
        .equals(half, by="the density integrates to one")
    )
