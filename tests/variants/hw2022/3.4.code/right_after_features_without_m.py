"""earns all: followed

Going on from features that are not divided by √m.
"""

import torch
from notation import *


def feature(u, w, r, m, d):
    return exp(w[r].T * u - norm(u) ** 2 / 2)


def positive_random_features(u, w):
    return torch.exp(u @ w.mT - (u**2).sum(dim=-1, keepdim=True) / 2)
