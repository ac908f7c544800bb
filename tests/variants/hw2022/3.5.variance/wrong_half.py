"""earns half: half in the exponent

The exponent of the mean.
"""

from notation import *


def variance(q, k, m):
    return exp(2 * q.T * k) * (exp(norm(q + k) ** 2 / 2) - 1) / m
