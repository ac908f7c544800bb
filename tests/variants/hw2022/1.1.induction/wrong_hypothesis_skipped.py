"""earns half: missing fact at step 1

The hypothesis is used without being cited.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return Derivation(start).equals(middle, by="algebra").equals(sigma(h), by="definition")
