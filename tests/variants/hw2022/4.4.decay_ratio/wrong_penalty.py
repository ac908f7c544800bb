"""earns nothing: penalty

As for the penalty.
"""

from notation import *


def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return sqrt(r_large + delta) / sqrt(r_small + delta)
