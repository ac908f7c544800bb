"""earns all

The denominator of Algorithm 8.7.
"""

import torch


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    s = s * rho1 + grad * (1 - rho1)
    r = r * rho2 + grad**2 * (1 - rho2)
    update = eps * (s / (1 - rho1**t)) / (torch.sqrt(r / (1 - rho2**t)) + delta)
    return theta - update - lam * theta, s, r
