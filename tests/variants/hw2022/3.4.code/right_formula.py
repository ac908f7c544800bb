"""earns all

As it is written.
"""

import torch


def positive_random_features(u, w):
    m = w.shape[0]
    projection = u @ w.T
    half_norm = 0.5 * (u * u).sum(dim=-1, keepdim=True)
    return torch.exp(projection - half_norm) / m**0.5
