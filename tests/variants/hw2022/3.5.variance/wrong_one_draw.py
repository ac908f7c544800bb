"""earns half: one draw

No mean is taken.
"""

from notation import *


def variance(q, k, m):
    return exp(2 * q.T * k) * (exp(norm(q + k) ** 2) - 1)
