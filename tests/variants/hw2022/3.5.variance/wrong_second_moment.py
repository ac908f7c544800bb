"""earns nothing: second moment

The mean is not subtracted.
"""

from notation import *


def variance(q, k, m):
    return exp(norm(q + k) ** 2 + 2 * q.T * k) / m
