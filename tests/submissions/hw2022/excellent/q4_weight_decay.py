"""Question 4."""

import sympy as sp
import torch

from notation import *


def matching_decay(theta, grad, eta, gamma):
    weight = sp.Symbol("weight")
    return eta * sp.diff(gamma * weight**2, weight) / weight


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    return (
        Derivation((1 - lam) * theta - eta * grad)
        .equals((1 - 2 * eta * gamma) * theta - eta * grad, by="choice of λ")
        .equals(theta - eta * grad_reg, by="gradient of the penalty")
    )


def changed_line():
    return "Gradient"


def new_line(theta, g, gamma, eps, m):
    return gamma * (theta + theta) + g


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


def l2_stronger():
    return "SMALL"


def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    step = lambda moment: eps * moment / sqrt(r_hat + delta)
    return (step(s_hat + 2 * gamma * theta) - step(s_hat)) / theta


def decay_stronger():
    return "Equal"


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 1 - (theta - lam * theta) / theta


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    s, r, s_hat, r_hat = _averages(grad, s, r, t, rho1, rho2)
    return theta * (1 - lam) - eps * s_hat * (r_hat + delta).rsqrt(), s, r


def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return sqrt((delta + r_large) / (delta + r_small))


def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return lam / lam


def claims():
    return "T F T F T F".split()
