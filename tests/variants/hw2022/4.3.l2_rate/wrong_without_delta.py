"""earns half: without the stabiliser

Without the stabiliser.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * gamma * eps / sqrt(r_hat)
