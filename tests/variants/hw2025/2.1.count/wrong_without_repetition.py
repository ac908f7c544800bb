"""earns nothing

Counts arrangements in which no word comes twice.
"""

from notation import *


def count(N, T):
    return binomial(N, T) * factorial(T)
