"""earns nothing: adapted times the step size

Divided and multiplied as the gradient is.
"""

from notation import *


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return eps * lam / sqrt(r_hat + delta)
