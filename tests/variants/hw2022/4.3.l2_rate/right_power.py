"""earns all

A negative power.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * eps * gamma * (delta + r_hat) ** Rational(-1, 2)
