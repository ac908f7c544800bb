"""earns nothing: missing fact at step 1

The expectation is integrated without its density.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    half = exp(norm(q + k) ** 2 / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return Derivation(start).equals(before * half * after, by="the density integrates to one").equals(exp(q.T * k))
