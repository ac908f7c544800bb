"""earns half: weights of one head

The outputs of all heads, the weights of one.
"""

from notation import *


def multihead_space(n, d, h):
    return n**2 + h * n * d + d**2
