"""earns nothing: missing fact at step 1

Right steps that cite nothing.
"""

from notation import *


def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    start = sigma(W * g_prev + U * x + b)
    middle = sigma(W * sigma(h_prev) + U * x + b)
    return Derivation(start).equals(middle).equals(sigma(h))
