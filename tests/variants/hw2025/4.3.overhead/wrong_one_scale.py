"""earns nothing: not_bound

One scale, one operation.
"""

from notation import *


def overhead(n, d, r, h):
    return Theta(1)
