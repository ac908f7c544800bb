"""earns nothing: the whole step

The gradient of L too.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return eps * (s_hat + 2 * gamma * theta) / sqrt(r_hat + delta) / theta
