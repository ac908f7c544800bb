"""earns 1/3: missing fact at step 3

The variable is halved, and the factor 2ᵈ with it: that is no shift.
"""

from notation import *


def derivation(q, k, x, d):
    constant = (2 * pi) ** (-d / 2)
    density, shifted = constant * exp(-(norm(x) ** 2) / 2), constant * exp(-(norm(x - q - k) ** 2) / 2)
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    half = exp(norm(q + k) ** 2 / 2)

    return (
        Derivation(start)
        .equals(before * integral(exp(x.T * q) * exp(x.T * k) * density, x) * after, by="density of N(0, I)")
        .equals(before * half * integral(shifted, x) * after, by="completing the square")
        .equals(before * half * 2**d * integral(constant * exp(-2 * norm(x) ** 2), x) * after)
        .equals(before * half * after, by="the density integrates to one")
        .equals(exp(q.T * k))
    )
