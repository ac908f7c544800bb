"""earns nothing

Adds sides instead of multiplying.
"""

from notation import *


def parameters(d, r, m):
    return 2 * (d + r)
