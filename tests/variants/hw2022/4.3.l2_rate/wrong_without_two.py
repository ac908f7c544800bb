"""earns half: half the gradient of the penalty

The gradient of ½γ‖θ‖².
"""

from notation import *


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return gamma * eps / sqrt(r_hat + delta)
