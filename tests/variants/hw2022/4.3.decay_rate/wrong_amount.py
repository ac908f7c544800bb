"""earns nothing: amount

Not relative to the weight.
"""

from notation import *


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return lam * theta
