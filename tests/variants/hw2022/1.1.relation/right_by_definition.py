"""earns all

Puts the definition of h_t in.
"""


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return sigma(W * sigma(h_prev) + U * x + b)
