"""earns nothing

The codes are written out with another rounding.
"""

from notation import *


def difference(X, W, codes, delta, A, B):
    return X * (delta * ceiling(W / delta) - W)
