"""earns all: other features

−w is as normal as w.
"""

import math

import torch


def positive_random_features(u, w):
    return torch.exp(-u @ w.mT - u.pow(2).sum(-1, keepdim=True) / 2) / math.sqrt(w.shape[0])
