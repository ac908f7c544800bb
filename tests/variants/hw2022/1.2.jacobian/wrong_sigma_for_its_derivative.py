"""earns nothing

Does not differentiate the activation.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return W * diag(sigma(h[t - 1]))
