"""earns all

Twice the size of an adapter.
"""

from notation import *


def parameters(d, r, m):
    return 2 * (d * r)
