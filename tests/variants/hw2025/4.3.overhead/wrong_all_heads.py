"""earns nothing: loose

For all heads, not for one matrix.
"""

from notation import *


def overhead(n, d, r, h):
    return Theta(h * d**2)
