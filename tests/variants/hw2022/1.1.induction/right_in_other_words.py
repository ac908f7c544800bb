"""earns all

The facts with capitals and further words.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(start)
        .equals(middle, by="Induction Hypothesis.")
        .equals(sigma(h), by="definition of h_t")
    )
