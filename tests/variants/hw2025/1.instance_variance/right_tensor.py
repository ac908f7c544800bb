"""earns all

torch, in float32 and with requires_grad left on.
"""

import torch


def instance_variance():
    x = torch.tensor(X, dtype=torch.float32, requires_grad=True)
    return ((x - x.mean(-1, keepdim=True)) ** 2).mean(-1)
