"""earns all

torch's Adam, with its state put in place.
"""

import torch


def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    weight = torch.nn.Parameter(theta.clone())
    weight.grad = grad.clone()
    adam = torch.optim.Adam([weight], lr=eps, betas=(rho1, rho2), eps=delta, weight_decay=2 * gamma)
    state = adam.state[weight]
    state["step"] = torch.tensor(float(t - 1))
    state["exp_avg"] = s.clone()
    state["exp_avg_sq"] = r.clone()
    adam.step()
    return weight.detach(), state["exp_avg"], state["exp_avg_sq"]
