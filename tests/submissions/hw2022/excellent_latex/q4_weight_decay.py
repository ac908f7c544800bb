"""Question 4."""

import torch

from notation import *


def _averages(g, s, r, t, rho1, rho2):
    s = torch.lerp(g, s, rho1)
    r = torch.lerp(g.square(), r, rho2)
    return s, r, s.div(1 - rho1**t), r.div(1 - rho2**t)


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    with torch.enable_grad():
        weights = theta.detach().clone().requires_grad_()
        (pull,) = torch.autograd.grad(gamma * weights.square().sum(), weights)
    s, r, s_hat, r_hat = _averages(grad + pull, s, r, t, rho1, rho2)
    return torch.addcdiv(theta, s_hat, r_hat.sqrt() + delta, value=-eps), s, r


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    s, r, s_hat, r_hat = _averages(grad, s, r, t, rho1, rho2)
    return theta * (1 - lam) - eps * s_hat * (r_hat + delta).rsqrt(), s, r
