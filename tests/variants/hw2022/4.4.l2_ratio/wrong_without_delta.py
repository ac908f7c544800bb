"""earns half: without the stabiliser

Without the stabiliser.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return sqrt(r_large / r_small)
