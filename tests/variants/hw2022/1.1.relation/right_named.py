"""earns all

Names the steps.
"""


def relation(W, U, b, x, g_prev, h_prev, h, sigma):
    pre_activation = h
    g = sigma(pre_activation)
    return g
