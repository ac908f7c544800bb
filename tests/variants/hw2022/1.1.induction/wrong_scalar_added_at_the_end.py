"""earns half: malformed at step 3

A right proof, and then a sum that has no meaning.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(start)
        .equals(middle, by="hypothesis")
        .equals(sigma(h), by="definition")
        .equals(sigma(h) + Symbol("eta") * b)
    )
