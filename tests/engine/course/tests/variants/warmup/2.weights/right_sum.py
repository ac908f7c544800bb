"""earns all

The sum as it stands.
"""

from notation import *


def weights(beta, t):
    i = Symbol("i")
    return (1 - beta) * Sum(beta ** (t - i), (i, 1, t))
