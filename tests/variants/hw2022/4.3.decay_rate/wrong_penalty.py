"""earns nothing: penalty

The penalty's.
"""

from notation import *


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * gamma * eps / sqrt(r_hat + delta)
