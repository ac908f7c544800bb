"""earns nothing: no prefactors

Of exp(wᵀ(q + k)).
"""

from notation import *


def variance(q, k, m):
    return (exp(2 * norm(q + k) ** 2) - exp(norm(q + k) ** 2)) / m
