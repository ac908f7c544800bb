"""earns all

Builds the diagonal matrix from the identity.
"""

from notation import *


def jacobian(W, h, sigma, t):
    D_prev = hadamard(eye("d"), D(sigma)(h[t - 1]) * T(ones("d")))
    return W * D_prev
