"""earns 7/8: values

Clamps the exponent.
"""

import math

import torch


def positive_random_features(u, w):
    x = u @ w.mT - (u**2).sum(-1, keepdim=True) / 2
    return torch.exp(x.clamp(min=-20)) / math.sqrt(w.shape[0])
