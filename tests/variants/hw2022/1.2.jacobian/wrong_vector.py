"""earns half: diag

Multiplies by the vector itself: no matrix.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return W * D(sigma)(h[t - 1])
