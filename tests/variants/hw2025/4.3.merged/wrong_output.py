"""earns nothing: output

The output.
"""

from notation import *


def merged(X, W, codes, delta, A, B):
    return X * (W + A * T(B))
