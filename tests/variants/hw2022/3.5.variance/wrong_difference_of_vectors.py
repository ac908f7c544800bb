"""earns nothing

As for the Gaussian kernel.
"""

from notation import *


def variance(q, k, m):
    return exp(2 * q.T * k) * (exp(norm(q - k) ** 2) - 1) / m
