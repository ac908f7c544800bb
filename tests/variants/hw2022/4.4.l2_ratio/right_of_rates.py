"""earns all

One rate over the other.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    def rate(r):
        return 2 * gamma * eps / sqrt(r + delta)

    return rate(r_small) / rate(r_large)
