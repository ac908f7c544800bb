"""earns nothing

Applies the activation twice.
"""


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return sigma(sigma(h))
