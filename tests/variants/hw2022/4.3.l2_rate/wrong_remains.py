"""earns nothing: what remains

The factor of the weight.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 1 - 2 * gamma * eps / sqrt(r_hat + delta)
