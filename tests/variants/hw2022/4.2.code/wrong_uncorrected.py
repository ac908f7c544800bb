"""earns nothing: no bias correction

No correction.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    g = grad + 2 * gamma * theta
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * g**2
    return theta - eps * s / (r.sqrt() + delta), s, r
