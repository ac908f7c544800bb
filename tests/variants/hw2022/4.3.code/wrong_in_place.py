"""earns 3/4: in place

Changes what it was given.
"""

import torch


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    s.mul_(rho1).add_(grad, alpha=1 - rho1)
    r.mul_(rho2).addcmul_(grad, grad, value=1 - rho2)
    theta.mul_(1 - lam).sub_(eps * (s / (1 - rho1**t)) / (r / (1 - rho2**t) + delta).sqrt())
    return theta, s, r
