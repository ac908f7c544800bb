"""earns nothing: adapted

Divided as the gradient is.
"""

from notation import *


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return lam / sqrt(r_hat + delta)
