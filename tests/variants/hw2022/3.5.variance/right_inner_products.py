"""earns all

Norms written out.
"""

from notation import *


def variance(q, k, m):
    s = q + k
    return (exp(T(s) * s + 2 * T(q) * k) - exp(2 * T(q) * k)) / m
