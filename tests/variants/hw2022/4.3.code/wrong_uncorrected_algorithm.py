"""earns nothing: no bias correction by Algorithm 8-7

No correction, and the other denominator.
"""

import torch


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad**2
    s_hat = s
    r_hat = r
    return theta - (eps * s_hat / (r_hat.sqrt() + delta) + lam * theta), s, r
