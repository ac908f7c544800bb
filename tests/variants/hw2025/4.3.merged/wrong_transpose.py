"""earns half: transpose

The update's transpose.
"""

from notation import *


def merged(X, W, codes, delta, A, B):
    return W + B * A.T
