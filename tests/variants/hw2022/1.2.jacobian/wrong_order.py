"""earns nothing: order

The diagonal matrix comes first.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return diag(D(sigma)(h[t - 1])) * W
