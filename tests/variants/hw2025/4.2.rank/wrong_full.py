"""earns nothing: any matrix

The rank of any matrix.
"""

from notation import *


def rank(d, r, m):
    return d
