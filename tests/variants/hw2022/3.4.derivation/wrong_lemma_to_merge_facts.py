"""earns nothing: other lemma at step 1

The lemma uses both facts, and for something else.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    density, shifted = constant * exp(-(norm(x) ** 2) / 2), constant * exp(-(norm(x - q - k) ** 2) / 2)
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)

    other = exp(norm(k) ** 2 / 2)
    lemma = (
        Derivation(E(exp(x.T * k), x))
        .equals(integral(exp(x.T * k) * density, x), by="density of N(0, I)")
        .equals(other, by="the density integrates to one")
    )
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return Derivation(start).equals(before * half * after, by=lemma).equals(exp(q.T * k))
