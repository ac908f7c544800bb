"""earns all

In place, on copies.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    theta, s, r = theta.clone(), s.clone(), r.clone()
    g = grad.add(theta, alpha=2 * gamma)
    s.mul_(rho1).add_(g, alpha=1 - rho1)
    r.mul_(rho2).addcmul_(g, g, value=1 - rho2)
    denominator = (r / (1 - rho2**t)).sqrt_().add_(delta)
    theta.addcdiv_(s / (1 - rho1**t), denominator, value=-eps)
    return theta, s, r
