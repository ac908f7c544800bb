"""earns nothing: missing fact at step 1

Each step cites the other fact.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return Derivation(start).equals(middle, by="definition").equals(sigma(h), by="hypothesis")
