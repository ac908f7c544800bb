"""earns nothing: update alone

Forgets the frozen matrix.
"""

from notation import *


def merged(X, W, codes, delta, A, B):
    return A * B.T
