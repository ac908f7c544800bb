"""earns nothing: values

The root is never taken to be less than 0.001.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    g = grad + 2 * gamma * theta
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * g**2
    s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
    return theta - eps * s_hat / (torch.maximum(r_hat.sqrt(), torch.full_like(r_hat, 1e-3)) + delta), s, r
