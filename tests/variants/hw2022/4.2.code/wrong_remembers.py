"""earns nothing: repeat

Keeps the moments itself, by their shape.
"""

import torch

moments_of = {}


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    key = tuple(theta.shape)
    s, r = moments_of.get(key, (torch.zeros_like(theta), torch.zeros_like(theta)))
    g = grad + 2 * gamma * theta
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * g**2
    moments_of[key] = s, r
    return theta - eps * (s / (1 - rho1**t)) / ((r / (1 - rho2**t)).sqrt() + delta), s, r
