"""earns all

Multiplied out.
"""

from notation import *


def difference(X, W, codes, delta, A, B):
    return delta * X * codes - X * W
