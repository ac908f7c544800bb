"""earns nothing: not_bound

One operation a row of W.
"""

from notation import *


def overhead(n, d, r, h):
    return Theta(d)
