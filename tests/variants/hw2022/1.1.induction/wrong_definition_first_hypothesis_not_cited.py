"""earns half: missing fact at step 2

The other order of the facts, the second of them not cited.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(start)
        .equals(sigma(h) + start - middle, by="definition")
        .equals(sigma(h))
    )
