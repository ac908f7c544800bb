"""earns nothing

The change of the output.
"""

from notation import *


def update(X, W, codes, delta, A, B):
    return X * A * B.T
