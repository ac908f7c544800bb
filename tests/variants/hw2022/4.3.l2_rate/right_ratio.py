"""earns all

The penalty's part of the step over the weight.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    penalty_part = 2 * gamma * theta
    step = eps * penalty_part / sqrt(r_hat + delta)
    return step / theta
