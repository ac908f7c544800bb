"""earns all

A loop over the entries, in a list.
"""

import math

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    results = []
    for w, g, m, v in zip(theta.flatten().tolist(), grad.flatten().tolist(), s.flatten().tolist(), r.flatten().tolist()):
        g += 2 * gamma * w
        m = rho1 * m + (1 - rho1) * g
        v = rho2 * v + (1 - rho2) * g**2
        m_hat = m / (1 - rho1**t)
        v_hat = v / (1 - rho2**t)
        results.append((w - eps * m_hat / (math.sqrt(v_hat) + delta), m, v))
    return [torch.tensor(column, dtype=theta.dtype).reshape(theta.shape) for column in zip(*results)]
