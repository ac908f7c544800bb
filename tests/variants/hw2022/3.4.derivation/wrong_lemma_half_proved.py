"""earns 1/3: unproved lemma at step 1

The last step of the lemma does not say what it rests on.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    density, shifted = constant * exp(-(norm(x) ** 2) / 2), constant * exp(-(norm(x - q - k) ** 2) / 2)
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)

    lemma = (
        Derivation(E(exp(x.T * (q + k)), x))
        .equals(integral(exp(x.T * (q + k)) * density, x), by="density of N(0, I)")
        .equals(half * integral(shifted, x))
        .equals(half)
    )
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return Derivation(start).equals(before * half * after, by=lemma).equals(exp(k.T * q))
