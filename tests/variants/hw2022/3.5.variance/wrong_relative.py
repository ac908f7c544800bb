"""earns nothing: relative

Relative.
"""

from notation import *


def variance(q, k, m):
    return (exp(norm(q + k) ** 2) - 1) / m
