"""earns 3/4: strided

Flattens by `view`.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    shape = theta.shape
    theta, grad, s, r = (x.view(-1) for x in (theta, grad, s, r))
    g = grad + 2 * gamma * theta
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * g**2
    theta = theta - eps * (s / (1 - rho1**t)) / ((r / (1 - rho2**t)).sqrt() + delta)
    return theta.view(shape), s.view(shape), r.view(shape)
