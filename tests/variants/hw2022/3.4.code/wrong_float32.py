"""earns nothing: dtype

Computes in float32 and stays there.
"""

import math

import torch


def positive_random_features(u, w):
    u, w = u.float(), w.float()
    return torch.exp(u @ w.mT - (u**2).sum(-1, keepdim=True) / 2) / math.sqrt(w.shape[0])
