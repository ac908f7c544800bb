"""earns half: start

It begins in the middle.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return Derivation(middle).equals(sigma(h), by="definition")
