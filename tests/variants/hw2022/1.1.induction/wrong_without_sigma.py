"""earns nothing: false at step 1

The hypothesis without the activation.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    return (
        Derivation(start)
        .equals(sigma(W * h_prev + U * x + b), by="hypothesis")
        .equals(h, by="definition")
    )
