"""earns half: heads at once

Every head keeps its matrix: as a sum.
"""

from notation import *


def multihead_space(n, d, h):
    return Theta(h * n**2 + 4 * h * n * d + 4 * h * d**2 + n * d)
