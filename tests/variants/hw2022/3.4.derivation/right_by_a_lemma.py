"""earns all

What the expectation is is proved apart, without the prefactors.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    density, shifted = constant * exp(-(norm(x) ** 2) / 2), constant * exp(-(norm(x - q - k) ** 2) / 2)
    lemma = (
        Derivation(exp(norm(q + k) ** 2 / 2))
        .equals(exp(norm(q + k) ** 2 / 2) * integral(shifted, x), by="the density integrates to one")
        .equals(integral(exp(x.T * (q + k)) * density, x), by="completing the square")
        .equals(E(exp(x.T * (q + k)), x), by="density of N(0, I)")
    )
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    return (
        Derivation(before * E(exp(x.T * q) * exp(x.T * k), x) * after)
        .equals(before * exp(norm(q + k) ** 2 / 2) * after, by=lemma)
        .equals(exp(q.T * k))
    )
