"""earns all

One for A, one for B.
"""

from notation import *


def parameters(d, r, m):
    return d * r + r * d
