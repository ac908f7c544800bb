"""earns all

The denominator of Algorithm 8.7.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * gamma * eps / (sqrt(r_hat) + delta)
