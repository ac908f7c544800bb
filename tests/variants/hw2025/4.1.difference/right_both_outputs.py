"""earns all

Both outputs, subtracted.
"""

from notation import *


def difference(X, W, codes, delta, A, B):
    return (X * (delta * codes) + X * A * B.T) - (X * W + X * A * T(B))
