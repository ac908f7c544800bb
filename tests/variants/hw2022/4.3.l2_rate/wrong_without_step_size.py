"""earns nothing: without the step size

The step size was forgotten.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * gamma / sqrt(r_hat + delta)
