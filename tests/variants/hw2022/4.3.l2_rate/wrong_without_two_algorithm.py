"""earns half: half the gradient of the penalty by Algorithm 8-7

The same, with the denominator of Algorithm 8.7.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return gamma * eps / (sqrt(r_hat) + delta)
