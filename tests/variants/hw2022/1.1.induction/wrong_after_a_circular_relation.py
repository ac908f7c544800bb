"""earns nothing: target

The relation is what is to be proved, so that nothing would be left to do.
"""

from notation import *


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return sigma(W * g_prev + U * x + b)


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    return Derivation(sigma(W * g_prev + U * x + b))
