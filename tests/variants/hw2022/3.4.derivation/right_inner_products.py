"""earns all

Norms as inner products, everything in one exponent.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return (
        Derivation(start)
        .equals(
            before * after * constant * integral(exp(x.T * q + x.T * k - x.T * x / 2), x), by="density of N(0, I)"
        )
        .equals(
            before
            * after
            * constant
            * integral(exp(-(x - q - k).T * (x - q - k) / 2 + (q + k).T * (q + k) / 2), x)
        )
        .equals(before * after * exp((q + k).T * (q + k) / 2), by="the density integrates to one")
        .equals(exp((q + k).T * (q + k) / 2 - q.T * q / 2 - k.T * k / 2))
        .equals(exp(q.T * k))
    )
