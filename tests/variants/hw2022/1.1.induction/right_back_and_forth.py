"""earns all

Past the target, back, and there again.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(start)
        .equals(middle, by="hypothesis")
        .equals(sigma(h), by="definition")
        .equals(middle, by="definition")
        .equals(sigma(h), by="definition")
    )
