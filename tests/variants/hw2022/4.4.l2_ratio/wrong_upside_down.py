"""earns nothing: upside down

The large set's over the small set's.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return sqrt(r_small + delta) / sqrt(r_large + delta)
