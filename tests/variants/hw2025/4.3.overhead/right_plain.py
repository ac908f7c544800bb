"""earns all

Without Theta.
"""

from notation import *


def overhead(n, d, r, h):
    return d**2
