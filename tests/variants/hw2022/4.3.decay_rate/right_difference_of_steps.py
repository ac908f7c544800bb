"""earns all

The printed update, less Adam's.
"""

from notation import *


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    adam = -(eps * s_hat / sqrt(r_hat + delta))
    decayed = -(eps * s_hat / sqrt(r_hat + delta) + lam * theta)
    return (adam - decayed) / theta
