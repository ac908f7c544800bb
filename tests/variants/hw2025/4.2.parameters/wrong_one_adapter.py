"""earns half: one adapter

Forgets that there are two.
"""

from notation import *


def parameters(d, r, m):
    return d * r
