"""earns nothing: decoupled decay

The other scheme.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return lam
