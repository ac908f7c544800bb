"""earns all

The larger part.
"""

from notation import *


def multihead_time(n, d, h):
    return Max(h * n**2 * d, h * n * d**2)
