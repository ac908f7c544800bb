"""earns half: target

The definition first, with what is left over; and no further.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    return (
        Derivation(start)
        .equals(sigma(h + W * (g_prev - sigma(h_prev))), by="definition")
    )
