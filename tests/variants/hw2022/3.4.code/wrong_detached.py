"""earns 3/4: gradient

The norm is a constant.
"""

import math

import torch


def positive_random_features(u, w):
    half_norm = (u.detach() ** 2).sum(-1, keepdim=True) / 2
    return torch.exp(u @ w.mT - half_norm) / math.sqrt(w.shape[0])
