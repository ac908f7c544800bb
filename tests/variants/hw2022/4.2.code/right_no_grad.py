"""earns all

Without a record, lerp for the averages.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    with torch.no_grad():
        g = torch.add(grad, theta, alpha=2 * gamma)
        s = torch.lerp(g, s, rho1)
        r = torch.lerp(g**2, r, rho2)
        step_size = eps / (1 - rho1**t)
        return theta - step_size * s / (torch.sqrt(r) / (1 - rho2**t) ** 0.5 + delta), s, r
