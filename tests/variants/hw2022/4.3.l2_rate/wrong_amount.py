"""earns nothing: amount

Not relative to the weight.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * gamma * eps * theta / sqrt(r_hat + delta)
