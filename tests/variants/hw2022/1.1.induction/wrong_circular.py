"""earns half: circular at step 2

Back to the start, and on.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(start)
        .equals(middle, by="hypothesis")
        .equals(start, by="hypothesis")
        .equals(middle, by="hypothesis")
        .equals(sigma(h), by="definition")
    )
