"""earns nothing: values

u over the fourth root of d, as with 1/√d.
"""

import math

import torch


def positive_random_features(u, w):
    u = u / u.shape[-1] ** 0.25
    return torch.exp(u @ w.mT - (u**2).sum(-1, keepdim=True) / 2) / math.sqrt(w.shape[0])
