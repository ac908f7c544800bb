"""earns nothing: shape

No diagonal matrix, and the wrong step.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return W * D(sigma)(h[t])
