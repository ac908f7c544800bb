"""earns nothing: forms mixed

Puts a state of one form into the other.
"""


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return sigma(W * h_prev + U * x + b)
