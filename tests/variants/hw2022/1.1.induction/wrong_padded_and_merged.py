"""earns 1/4: too many facts at step 2

A zero is added by one fact, so that the one step that proves everything has company.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    return (
        Derivation(start)
        .equals(start + g_prev - sigma(h_prev), by="hypothesis")
        .equals(sigma(h), by=["hypothesis", "definition"])
    )
