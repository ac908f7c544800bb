"""earns all

The hypothesis is used twice.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(start)
        .equals(sigma(W * (g_prev + sigma(h_prev)) / 2 + U * x + b), by="hypothesis")
        .equals(middle, by="hypothesis")
        .equals(sigma(h), by="definition")
    )
