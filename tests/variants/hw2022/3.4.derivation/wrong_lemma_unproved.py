"""earns 3/4: too many facts at step 1

The lemma in one step, from both facts.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    density, shifted = constant * exp(-(norm(x) ** 2) / 2), constant * exp(-(norm(x - q - k) ** 2) / 2)
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)

    lemma = Derivation(E(exp(x.T * (q + k)), x)).equals(half, by=["density of N(0, I)", "the density integrates to one"])
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return Derivation(start).equals(before * half * after, by=lemma).equals(exp(q.T * k))
