"""earns all

Transposes a product.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return (diag(D(sigma)(h[t - 1])) * W.T).T
