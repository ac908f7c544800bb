"""earns nothing

The wrong way round.
"""

from notation import *


def samples(q, k, tau):
    return tau**2 / (exp(norm(q + k) ** 2) - 1)
