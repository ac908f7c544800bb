"""earns all

The inner product as a sum over entries.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    i = Symbol("i")
    return (
        Derivation(start)
        .equals(before * after * integral(exp(x.T * (q + k)) * density, x), by="density of N(0, I)")
        .equals(before * after * half, by="the density integrates to one")
        .equals(exp(Sum(q[i] * k[i], (i, 1, d))))
    )
