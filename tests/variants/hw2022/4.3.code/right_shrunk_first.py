"""earns all

The weights shrunk first, by their old values.
"""

import torch


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    m = rho1 * s + (1 - rho1) * grad
    v = rho2 * r + (1 - rho2) * grad * grad
    kept = (1 - lam) * theta
    return kept - eps * (m / (1 - rho1**t)) * torch.rsqrt(v / (1 - rho2**t) + delta), m, v
