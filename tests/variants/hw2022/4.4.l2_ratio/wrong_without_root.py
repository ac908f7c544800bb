"""earns half: without the root

No root.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return (r_large + delta) / (r_small + delta)
