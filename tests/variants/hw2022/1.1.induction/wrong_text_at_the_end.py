"""earns half: malformed at step 3

A right proof, and then a text, which spoils its own step alone.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(start)
        .equals(middle, by="hypothesis")
        .equals(sigma(h), by="definition")
        .equals("g[t] for every t")
    )
