"""earns nothing: usual form

The Jacobian of the usual form.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return diag(D(sigma)(h[t])) * W
