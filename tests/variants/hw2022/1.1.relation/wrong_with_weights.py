"""earns nothing: weights

Applies the weights as well.
"""


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    return W * sigma(h)
