"""earns all

From the target to the start, and one true step further.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(sigma(h))
        .equals(middle, by="definition")
        .equals(start, by="hypothesis")
        .equals(start + g_prev - sigma(h_prev), by="hypothesis")
    )
