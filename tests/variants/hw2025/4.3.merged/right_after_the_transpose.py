"""earns all: followed

Going on from the transpose of what training adds.
"""

from notation import *


def update(X, W, codes, delta, A, B):
    return B * A.T


def merged(X, W, codes, delta, A, B):
    return W + B * A.T
