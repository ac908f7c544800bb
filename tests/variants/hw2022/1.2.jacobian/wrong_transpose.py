"""earns half: transpose

The gradient convention: entry (i, j) is that of h_j by h_i.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return diag(D(sigma)(h[t - 1])) * W.T
