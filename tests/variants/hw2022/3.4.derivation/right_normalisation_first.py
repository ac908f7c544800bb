"""earns all

The other order of the facts, with what is left over.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    shifted = constant * exp(-(norm(x - q - k) ** 2) / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    square = before * exp(norm(q + k) ** 2 / 2) * after
    return (
        Derivation(start)
        .equals(start + square * (1 - integral(shifted, x)), by="the density integrates to one")
        .equals(exp(q.T * k), by="density of N(0, I)")
    )
