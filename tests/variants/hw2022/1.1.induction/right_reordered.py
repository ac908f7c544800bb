"""earns all

The terms in another order, and a step that only reorders.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    return (
        Derivation(start)
        .equals(sigma(b + U * x + W * g_prev))
        .equals(sigma(b + U * x + W * sigma(h_prev)), by="hypothesis")
        .equals(sigma(h), by="definition")
    )
