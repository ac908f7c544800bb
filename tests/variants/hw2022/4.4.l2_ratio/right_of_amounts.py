"""earns all

Amounts over weights.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    small = 2 * gamma * eps * theta_small / sqrt(r_small + delta) / theta_small
    large = 2 * gamma * eps * theta_large / sqrt(r_large + delta) / theta_large
    return small / large
