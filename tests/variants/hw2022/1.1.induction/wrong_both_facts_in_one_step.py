"""earns 1/4: too many facts at step 1

The whole in one step that cites both.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    return Derivation(start).equals(sigma(h), by=["hypothesis", "definition"])
