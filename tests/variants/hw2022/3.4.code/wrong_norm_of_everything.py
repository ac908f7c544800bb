"""earns nothing: rows

The norm of the whole batch.
"""

import math

import torch


def positive_random_features(u, w):
    return torch.exp(u @ w.mT - (u**2).sum() / 2) / math.sqrt(w.shape[0])
