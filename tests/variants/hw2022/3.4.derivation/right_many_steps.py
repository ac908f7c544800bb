"""earns all

Every rule of algebra in a step of its own.
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
        .equals(before * integral(exp(x.T * q + x.T * k) * density, x) * after)
        .equals(before * integral(constant * exp(x.T * (q + k) - norm(x) ** 2 / 2), x) * after)
        .equals(
            before * integral(constant * half * exp(-(norm(x - (q + k)) ** 2) / 2), x) * after,
            by="completing the square",
        )
        .equals(before * half * integral(shifted, x) * after, by="constants")
        .equals(before * half * after, by="the density integrates to one")
        .equals(exp(norm(q + k) ** 2 / 2 - norm(q) ** 2 / 2 - norm(k) ** 2 / 2))
        .equals(exp(q.T * k), by="expanding the square")
    )
