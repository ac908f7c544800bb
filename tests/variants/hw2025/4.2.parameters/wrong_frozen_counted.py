"""earns nothing: frozen counted

Counts the frozen matrix.
"""

from notation import *


def parameters(d, r, m):
    return d**2 + 2 * d * r
