"""earns nothing

The transpose, at the wrong step.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return diag(D(sigma)(h[t])) * W.T
