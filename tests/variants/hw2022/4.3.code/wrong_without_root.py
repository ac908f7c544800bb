"""earns nothing: values

No root.
"""

import torch


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad**2
    s_hat = s / (1 - rho1**t)
    r_hat = r / (1 - rho2**t)
    return theta - (eps * s_hat / (r_hat + delta) + lam * theta), s, r
