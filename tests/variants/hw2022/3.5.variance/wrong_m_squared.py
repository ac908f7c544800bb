"""earns half: m squared

Constants are squared, and the sum has a single term.
"""

from notation import *


def variance(q, k, m):
    return exp(2 * q.T * k) * (exp(norm(q + k) ** 2) - 1) / m**2
