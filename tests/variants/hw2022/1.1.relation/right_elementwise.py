"""earns all

Says that σ acts elementwise by a product with ones.
"""

from notation import *


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return hadamard(sigma(h), ones("d"))
