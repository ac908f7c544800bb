"""earns half: growing

+‖u‖²/2.
"""

import math

import torch


def positive_random_features(u, w):
    return torch.exp(u @ w.mT + (u**2).sum(-1, keepdim=True) / 2) / math.sqrt(w.shape[0])
