"""earns half: sign

Takes the update away.
"""

from notation import *


def merged(X, W, codes, delta, A, B):
    return W - A * T(B)
