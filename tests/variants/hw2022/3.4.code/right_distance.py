"""earns all

exp(‖w‖²/2 − ‖w − u‖²/2), since the square can be completed.
"""

import math

import torch


def positive_random_features(u, w):
    gap = w - u.unsqueeze(-2)
    exponent = (w**2).sum(-1) / 2 - (gap**2).sum(-1) / 2
    return torch.exp(exponent) / math.sqrt(len(w))
