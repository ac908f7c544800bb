"""earns half: transpose

The product does not exist.
"""

from notation import *


def merged(X, W, codes, delta, A, B):
    return W + A * B
