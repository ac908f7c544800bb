"""earns all

Uses @, and names the diagonal.
"""

from notation import *


def jacobian(W, h, sigma, t):
    slopes = D(sigma)(h[t - 1])
    return W @ diag(slopes)
