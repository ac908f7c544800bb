"""earns nothing

With a matrix between the adapters, as in a singular value decomposition.
"""

from notation import *


def parameters(d, r, m):
    return 2 * d * r + r**2
