"""earns all

The update first.
"""

from notation import *


def merged(X, W, codes, delta, A, B):
    return A * B.T + W
