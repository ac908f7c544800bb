"""earns all: the weights of the projections counted

A square, up to constants.
"""

from notation import *


def head_space(n, d, h):
    return Theta((n + d) ** 2)
