"""earns half: root

The root of it all.
"""

from notation import *


def samples(q, k, tau):
    return sqrt(exp(norm(q + k) ** 2) - 1) / tau
