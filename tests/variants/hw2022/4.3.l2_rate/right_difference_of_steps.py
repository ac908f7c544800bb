"""earns all

With the penalty, less without.
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    step = lambda moment: eps * moment / sqrt(r_hat + delta)
    return (step(s_hat + 2 * gamma * theta) - step(s_hat)) / theta
