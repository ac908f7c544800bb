"""earns nothing: false at step 1

From g = h, which the induction step does not prove: it is not true.
"""

from notation import *


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return h


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    return (
        Derivation(sigma(W * g_prev + U * x + b))
        .equals(sigma(W * h_prev + U * x + b), by="hypothesis")
        .equals(h, by="definition")
    )
