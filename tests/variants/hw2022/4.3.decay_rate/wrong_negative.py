"""earns half: sign

With the sign of the change.
"""

from notation import *


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return -lam
