"""earns nothing: all heads with projections

Of all heads, with their weights.
"""

from notation import *


def head_space(n, d, h):
    return Theta(h * (n**2 + 4 * n * d + 3 * d**2))
