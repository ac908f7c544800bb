"""earns half: transpose

The transpose.
"""

from notation import *


def update(X, W, codes, delta, A, B):
    return B * A.T
