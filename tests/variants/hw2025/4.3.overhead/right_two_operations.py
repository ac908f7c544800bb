"""earns all

A multiplication and a conversion for each number.
"""

from notation import *


def overhead(n, d, r, h):
    return Theta(2 * d**2 + d)
