"""earns all

The start is another form of the one in the question.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    return (
        Derivation(sigma(U * x + b + W * g_prev))
        .equals(sigma(U * x + b + W * sigma(h_prev)), by="hypothesis")
        .equals(sigma(h), by="definition")
    )
