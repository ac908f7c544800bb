"""earns nothing

The rate in one set.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return 2 * gamma * eps / sqrt(r_small + delta)
