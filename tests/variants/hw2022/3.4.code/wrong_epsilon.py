"""earns nothing: values

Adds 1e-6, as a well-known implementation does.
"""

import math

import torch


def positive_random_features(u, w):
    x = u @ w.mT - (u**2).sum(-1, keepdim=True) / 2
    return (torch.exp(x) + 1e-6) / math.sqrt(w.shape[0])
