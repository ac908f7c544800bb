"""earns all

By logarithms.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return exp((log(r_large + delta) - log(r_small + delta)) / 2)
