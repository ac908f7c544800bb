"""earns half: factor 2

The gradient of a square.
"""

from notation import *


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * lam
