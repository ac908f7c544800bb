"""earns nothing: not finite

The norm of w in the place of that of u.
"""

import math

import torch


def positive_random_features(u, w):
    return torch.exp(u @ w.mT - (w**2).sum(-1) / 2) / math.sqrt(w.shape[0])
