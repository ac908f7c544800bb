"""earns all

Effective weight minus the frozen one.
"""

from notation import *


def update(X, W, codes, delta, A, B):
    return W + A * B.T - W
