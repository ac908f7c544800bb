"""earns nothing: as with plain gradient descent

As in 4.1.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * eps * gamma
