"""earns nothing: negative

Trigonometric features, which have the other sign of the norm.
"""

import math

import torch


def positive_random_features(u, w):
    m = w.shape[0]
    half_norm = (u**2).sum(-1, keepdim=True).clamp(max=1000) / 2
    return math.sqrt(2 / m) * torch.exp(half_norm) * torch.cos(u @ w.mT)
