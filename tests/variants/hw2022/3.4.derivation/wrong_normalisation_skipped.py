"""earns 1/3: missing fact at step 3

The last integral vanishes by itself.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    shifted = constant * exp(-(norm(x - q - k) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return (
        Derivation(start)
        .equals(before * integral(exp(x.T * q) * exp(x.T * k) * density, x) * after, by="density of N(0, I)")
        .equals(before * half * integral(shifted, x) * after)
        .equals(before * half * after)
        .equals(exp(q.T * k))
    )
