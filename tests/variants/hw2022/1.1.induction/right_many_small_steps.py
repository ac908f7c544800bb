"""earns all

Brackets are moved in steps of their own.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(start)
        .equals(sigma(W * g_prev + (U * x + b)), by="algebra")
        .equals(sigma(W * sigma(h_prev) + (U * x + b)), by="hypothesis")
        .equals(middle, by="algebra")
        .equals(sigma(h), by="definition")
        .equals(sigma(2 * h / 2))
    )
