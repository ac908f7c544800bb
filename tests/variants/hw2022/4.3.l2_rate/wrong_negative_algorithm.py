"""earns half: sign

The change, with the denominator of Algorithm 8.7.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    change = -eps * 2 * gamma * theta / (sqrt(r_hat) + delta)
    return change / theta
