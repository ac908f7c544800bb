"""earns all

Δθ on a line of its own, in numpy.
"""

import numpy as np
import torch


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    theta, grad, s, r = map(np.asarray, (theta, grad, s, r))
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad * grad
    s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
    delta_theta = -(eps * s_hat / np.sqrt(r_hat + delta) + lam * theta)
    return torch.tensor(theta + delta_theta), torch.tensor(s), torch.tensor(r)
