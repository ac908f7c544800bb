"""earns nothing

Divided by the step.
"""

from notation import *


def difference(X, W, codes, delta, A, B):
    return X * (codes / delta - W)
