"""earns nothing

Difference of the weights, not of the outputs.
"""

from notation import *


def difference(X, W, codes, delta, A, B):
    return delta * codes - W
