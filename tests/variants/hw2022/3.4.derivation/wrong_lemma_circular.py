"""earns nothing: unproved lemma at step 1

The lemma is what is to be shown, and rests on nothing.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    density, shifted = constant * exp(-(norm(x) ** 2) / 2), constant * exp(-(norm(x - q - k) ** 2) / 2)
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)

    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    lemma = Derivation(start).equals(exp(q.T * k))
    return Derivation(start).equals(exp(q.T * k), by=lemma)
