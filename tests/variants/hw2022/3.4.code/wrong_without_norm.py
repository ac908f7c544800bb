"""earns nothing: without norm

No norm.
"""

import math

import torch


def positive_random_features(u, w):
    return torch.exp(u @ w.mT) / math.sqrt(w.shape[0])
