"""earns all

Expanded into norms.
"""

from notation import *


def variance(q, k, m):
    return exp(norm(q) ** 2 + norm(k) ** 2 + 4 * q.T * k) / m - exp(2 * q.T * k) / m
