"""earns half: without the root

Divided by the second moment.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * gamma * eps / (r_hat + delta)
