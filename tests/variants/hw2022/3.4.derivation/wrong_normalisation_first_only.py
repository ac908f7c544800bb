"""earns 1/3: target

The other order of the facts, broken off.
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
        .equals(start / integral(shifted, x), by="the density integrates to one")
    )
