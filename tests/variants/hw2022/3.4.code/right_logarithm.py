"""earns all

The root of m in the exponent.
"""

import math

import torch


def positive_random_features(u, w):
    m, d = w.shape
    exponent = torch.einsum("...d,md->...m", u, w) - u.square().sum(-1, keepdim=True) / 2
    return torch.exp(exponent - 0.5 * math.log(m))
