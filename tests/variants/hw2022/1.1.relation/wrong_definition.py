"""earns nothing: definition

Repeats the usual form.
"""


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return sigma(W * g_prev + U * x + b)
