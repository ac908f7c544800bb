"""earns nothing

The root is taken instead of the square.
"""

from notation import *


def halving(m):
    return sqrt(2)
