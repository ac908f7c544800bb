"""earns nothing: amount

Amounts, not fractions.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return theta_small * sqrt(r_large + delta) / (theta_large * sqrt(r_small + delta))
