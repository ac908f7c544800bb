"""earns all

In numpy.
"""

import numpy as np
import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    theta, grad, s, r = (x.numpy() for x in (theta, grad, s, r))
    g = grad + 2 * gamma * theta
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * np.square(g)
    update = -eps * (s / (1 - rho1**t)) / (np.sqrt(r / (1 - rho2**t)) + delta)
    return tuple(torch.as_tensor(x) for x in (theta + update, s, r))
