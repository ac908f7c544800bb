"""earns all

The penalty's gradient by autograd.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    weights = theta.detach().clone().requires_grad_(True)
    penalty = gamma * weights.pow(2).sum()
    penalty.backward()
    g = grad + weights.grad
    m = rho1 * s + (1 - rho1) * g
    v = rho2 * r + (1 - rho2) * g * g
    m_hat = m / (1 - rho1**t)
    v_hat = v / (1 - rho2**t)
    return theta - eps * m_hat / (v_hat.sqrt() + delta), m, v
