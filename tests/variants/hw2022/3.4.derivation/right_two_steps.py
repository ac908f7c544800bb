"""earns all

As few as the facts allow.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return (
        Derivation(start)
        .equals(before * integral(exp(x.T * q) * exp(x.T * k) * density, x) * after, by="density of N(0, I)")
        .equals(exp(q.T * k), by="the density integrates to one")
    )
