"""earns half: standard error

The root.
"""

from notation import *


def variance(q, k, m):
    return exp(q.T * k) * sqrt(exp(norm(q + k) ** 2) - 1) / sqrt(m)
