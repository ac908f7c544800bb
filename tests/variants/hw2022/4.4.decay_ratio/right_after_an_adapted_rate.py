"""earns all: followed

Going on from decay that is divided by what Adam divides its step by.
"""

from notation import *


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return lam / sqrt(r_hat + delta)


def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return sqrt((r_large + delta) / (r_small + delta))
