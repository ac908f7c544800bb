"""earns half: divided by m

Divides by m.
"""

import torch


def positive_random_features(u, w):
    return torch.exp(u @ w.mT - (u**2).sum(-1, keepdim=True) / 2) / w.shape[0]
