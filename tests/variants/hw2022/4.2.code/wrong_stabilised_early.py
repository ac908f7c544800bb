"""earns half: stabiliser before the correction

The efficient form of Adam's paper.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    g = grad + 2 * gamma * theta
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * g**2
    rate = eps * (1 - rho2**t) ** 0.5 / (1 - rho1**t)
    return theta - rate * s / (torch.sqrt(r) + delta), s, r
