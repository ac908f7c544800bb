"""earns nothing: index

The derivative is taken at h_t.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return W * diag(D(sigma)(h[t]))
