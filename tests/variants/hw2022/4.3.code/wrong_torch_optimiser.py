"""earns nothing: decay times the step size by Algorithm 8-7

torch's AdamW with λ as it is.
"""

import torch


def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    weight = torch.nn.Parameter(theta.clone())
    weight.grad = grad
    adamw = torch.optim.AdamW([weight], lr=eps, betas=(rho1, rho2), eps=delta, weight_decay=lam)
    adamw.state[weight] = {
        "step": torch.tensor(t - 1.0),
        "exp_avg": s.clone(),
        "exp_avg_sq": r.clone(),
    }
    adamw.step()
    moments = adamw.state[weight]
    return weight.data, moments["exp_avg"], moments["exp_avg_sq"]
