"""earns nothing: shape

Twice as many features.
"""

import math

import torch


def positive_random_features(u, w):
    x = u @ w.mT
    return torch.cat([x.cos(), x.sin()], -1) * torch.exp((u**2).sum(-1, keepdim=True) / 2) / math.sqrt(w.shape[0])
