"""earns half: without root of m

1/√m is missing, which cancels in attention.
"""

import torch


def positive_random_features(u, w):
    return torch.exp(u @ w.mT - (u**2).sum(-1, keepdim=True) / 2)
