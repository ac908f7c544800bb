"""earns nothing: rows

Takes off the largest exponent of all.
"""

import math

import torch


def positive_random_features(u, w):
    x = u @ w.mT - (u**2).sum(-1, keepdim=True) / 2
    return torch.exp(x - x.max()) / math.sqrt(w.shape[0])
