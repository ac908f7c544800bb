"""earns nothing: pre-activation

Takes the two for the same.
"""


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return h
