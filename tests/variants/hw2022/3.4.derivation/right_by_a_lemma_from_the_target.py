"""earns all

The lemma and the proof each begin at their other end.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    density, shifted = constant * exp(-(norm(x) ** 2) / 2), constant * exp(-(norm(x - q - k) ** 2) / 2)
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)

    lemma = (
        Derivation(E(exp(x.T * q + x.T * k), x))
        .equals(integral(exp(x.T * (q + k)) * density, x), by="density of N(0, I)")
        .equals(half * integral(shifted, x), by="completing the square")
        .equals(half, by="the density integrates to one")
    )
    return (
        Derivation(exp(q.T * k))
        .equals(half * before * after)
        .equals(before * E(exp(x.T * q) * exp(x.T * k), x) * after, by=lemma)
    )
