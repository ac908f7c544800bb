"""earns all: the weights of the projections not counted

Activations only, factored.
"""

from notation import *


def multihead_space(n, d, h):
    return O(n * (n + h * d))
