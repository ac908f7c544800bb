"""earns all

An identity whose size is the rank stands between the adapters.
"""

from notation import *


def update(X, W, codes, delta, A, B):
    return A * eye("r") * B.T
