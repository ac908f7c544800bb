"""earns nothing

The size of an adapter.
"""

from notation import *


def rank(d, r, m):
    return d * r
