"""earns 3/4: in place

Changes what it was given.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    grad = grad + 2 * gamma * theta
    s.mul_(rho1).add_((1 - rho1) * grad)
    r.mul_(rho2).add_((1 - rho2) * grad**2)
    theta -= eps * (s / (1 - rho1**t)) / ((r / (1 - rho2**t)).sqrt() + delta)
    return theta, s, r
