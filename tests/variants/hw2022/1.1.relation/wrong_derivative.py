"""earns nothing

Takes the derivative of σ.
"""

from notation import *


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return D(sigma)(h)
