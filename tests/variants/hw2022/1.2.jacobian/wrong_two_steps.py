"""earns nothing

The Jacobian of two steps.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return W * diag(D(sigma)(h[t - 1])) * W * diag(D(sigma)(h[t - 2]))
