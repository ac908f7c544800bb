"""earns all

A power of m as a decimal.
"""

from notation import *


def feature(u, w, r, m, d):
    return exp(T(u) * w[r] - 0.5 * norm(u) ** 2) / m**0.5
