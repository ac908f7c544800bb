"""earns nothing: weights exchanged and one missing

Raises the other weight to the powers, and forgets the first.
"""

from notation import *


def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum((1 - beta) ** (t - i) * g[i], (i, 1, t))
