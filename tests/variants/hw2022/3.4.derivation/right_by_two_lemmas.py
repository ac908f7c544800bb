"""earns all

One lemma cites another, and both sides are multiplied by the prefactors at once.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    density, shifted = constant * exp(-(norm(x) ** 2) / 2), constant * exp(-(norm(x - q - k) ** 2) / 2)
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)

    completed = (
        Derivation(integral(exp(x.T * (q + k)) * density, x))
        .equals(half * integral(shifted, x), by="completing the square")
        .equals(half, by="the density integrates to one")
    )
    expectation = (
        Derivation(E(exp(x.T * (q + k)), x))
        .equals(integral(exp(x.T * (q + k)) * density, x), by="density of N(0, I)")
        .equals(half, by=completed)
    )
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return Derivation(start).equals(exp(q.T * k), by=expectation)
