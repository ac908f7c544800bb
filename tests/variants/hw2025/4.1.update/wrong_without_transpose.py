"""earns half: transpose

The shapes do not fit.
"""

from notation import *


def update(X, W, codes, delta, A, B):
    return A * B
