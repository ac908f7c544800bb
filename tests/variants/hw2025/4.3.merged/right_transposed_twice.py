"""earns all

By way of the transpose.
"""

from notation import *


def merged(X, W, codes, delta, A, B):
    return T(T(W) + B * T(A))
