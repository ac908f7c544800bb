"""earns nothing: false at step 2

A true step that reaches nothing, and then a guess.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return (
        Derivation(start)
        .equals(start + g_prev - sigma(h_prev), by="hypothesis")
        .equals(middle + g_prev, by="hypothesis")
    )
