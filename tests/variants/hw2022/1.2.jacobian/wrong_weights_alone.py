"""earns nothing: weights alone

Forgets the activation.
"""


def jacobian(W, h, sigma, t):
    return W
