"""earns half: relation at step 1

An inequality where equality is to be proved.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return Derivation(start).at_most(middle, by="hypothesis").equals(sigma(h), by="definition")
