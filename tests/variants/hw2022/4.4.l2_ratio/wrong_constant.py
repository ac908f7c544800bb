"""earns nothing: constant

As if the penalty were not adapted.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return 1
