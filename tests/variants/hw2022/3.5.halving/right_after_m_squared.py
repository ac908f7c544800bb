"""earns all: followed

Going on from a variance that falls like 1/m².
"""

from notation import *


def variance(q, k, m):
    return exp(2 * q.T * k) * (exp(norm(q + k) ** 2) - 1) / m**2


def halving(m):
    return 2
