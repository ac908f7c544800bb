"""earns all

The codes are written out by their definition, and the adapters' part is kept on both sides.
"""

from notation import *


def difference(X, W, codes, delta, A, B):
    quantised = delta * floor(W / delta)
    return X * (quantised + A * B.T) - X * (W + A * B.T)
