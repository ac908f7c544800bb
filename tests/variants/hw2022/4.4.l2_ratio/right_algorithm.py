"""earns all

The denominators of Algorithm 8.7.
"""

from notation import *


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return (delta + sqrt(r_large)) / (delta + sqrt(r_small))
