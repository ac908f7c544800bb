"""earns nothing: exception

A loop over the rows: a tensor without sides has none.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    steps = []
    for w, g, m, v in zip(theta, grad, s, r):
        g = g + 2 * gamma * w
        m = rho1 * m + (1 - rho1) * g
        v = rho2 * v + (1 - rho2) * g**2
        m_hat, v_hat = m / (1 - rho1**t), v / (1 - rho2**t)
        steps.append((w - eps * m_hat / (v_hat.sqrt() + delta), m, v))
    return tuple(torch.stack(column) for column in zip(*steps))
