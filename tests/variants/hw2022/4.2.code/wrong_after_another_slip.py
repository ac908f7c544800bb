"""earns half: penalty half

The line has another slip than the code.
"""

import torch


def new_line(theta, g, gamma, eps, m):
    return g - 2 * gamma * theta


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    grad = grad + gamma * theta
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad * grad
    s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
    return theta - eps * s_hat / (torch.sqrt(r_hat) + delta), s, r
