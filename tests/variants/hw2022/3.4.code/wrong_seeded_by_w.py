"""earns nothing: ignores w

Draws weights of its own, by a seed that is made of w.
"""

import math

import torch


def positive_random_features(u, w):
    g = torch.Generator().manual_seed(int(w.abs().sum().item() * 1e6))
    own = torch.randn(w.shape[0], u.shape[-1], dtype=u.dtype, generator=g)
    return torch.exp(u @ own.mT - (u**2).sum(-1, keepdim=True) / 2) / math.sqrt(w.shape[0])
