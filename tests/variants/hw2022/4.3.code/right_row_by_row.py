"""earns all

Row by row, until there is a single number.
"""

import torch


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    if theta.dim():
        rows = [adamw_step(*row, t, eps, rho1, rho2, delta, lam) for row in zip(theta, grad, s, r)]
        return tuple(torch.stack(column) for column in zip(*rows))
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad**2
    s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
    return theta - (eps * s_hat / (r_hat + delta).sqrt() + lam * theta), s, r
