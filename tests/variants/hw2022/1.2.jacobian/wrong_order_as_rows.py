"""earns nothing: order

Scales rows where columns are scaled.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return hadamard(W, D(sigma)(h[t - 1]) * ones("d").T)
