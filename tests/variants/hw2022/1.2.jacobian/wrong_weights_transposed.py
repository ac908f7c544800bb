"""earns half: transpose

Transposes the weights alone.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return W.T * diag(D(sigma)(h[t - 1]))
