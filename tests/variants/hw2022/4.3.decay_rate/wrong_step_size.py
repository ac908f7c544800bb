"""earns nothing: times the step size

As in libraries.
"""

from notation import *


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return eps * lam
