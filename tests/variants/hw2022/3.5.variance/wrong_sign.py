"""earns half: sign

Subtracted the other way round.
"""

from notation import *


def variance(q, k, m):
    return exp(2 * q.T * k) * (1 - exp(norm(q + k) ** 2)) / m
