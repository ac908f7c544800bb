"""earns nothing: full rank

The larger for the smaller.
"""

from notation import *


def rank(n, d):
    return Max(n, d)
