"""earns 7/8: in place

Scales w in place.
"""

import math

import torch


def positive_random_features(u, w):
    m = w.shape[0]
    w *= 1.5
    return torch.exp(u @ w.mT / 1.5 - (u**2).sum(-1, keepdim=True) / 2) / math.sqrt(m)
