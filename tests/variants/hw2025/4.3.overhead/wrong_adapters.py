"""earns nothing: adapters alone

The adapters' products.
"""

from notation import *


def overhead(n, d, r, h):
    return Theta(n * d * r)
