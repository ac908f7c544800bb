"""earns all

From the end, the hypothesis first.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    return (
        Derivation(sigma(h))
        .equals(sigma(h + W * (g_prev - sigma(h_prev))), by="hypothesis")
        .equals(start, by="definition")
    )
