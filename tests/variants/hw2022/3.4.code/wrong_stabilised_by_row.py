"""earns nothing: values

Takes off the largest exponent of each vector.
"""

import math

import torch


def positive_random_features(u, w):
    x = u @ w.mT - (u**2).sum(-1, keepdim=True) / 2
    return torch.exp(x - x.amax(-1, keepdim=True)) / math.sqrt(w.shape[0])
