"""earns nothing

The codes were not dequantised.
"""

from notation import *


def difference(X, W, codes, delta, A, B):
    return X * (codes - W)
