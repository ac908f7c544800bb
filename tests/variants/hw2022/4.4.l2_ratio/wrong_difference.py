"""earns nothing

The difference of the rates.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return 2 * gamma * eps * (1 / sqrt(r_small + delta) - 1 / sqrt(r_large + delta))
