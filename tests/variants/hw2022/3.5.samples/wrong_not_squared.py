"""earns half: not squared

The relative variance.
"""

from notation import *


def samples(q, k, tau):
    return (exp(norm(q + k) ** 2) - 1) / tau
