"""earns all

Adam's step, then the decay of a copy of the old weights.
"""

import torch


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    before = theta.clone()
    s = torch.lerp(grad, s, rho1)
    r = torch.lerp(grad.square(), r, rho2)
    theta = theta.sub(s.div(1 - rho1**t).div(r.div(1 - rho2**t).add(delta).sqrt()), alpha=eps)
    return theta.sub(before, alpha=lam), s, r
