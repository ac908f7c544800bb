"""earns all

By torch's norm, and a loop over the rows of w.
"""

import math

import torch


def positive_random_features(u, w):
    norm = torch.linalg.vector_norm(u, dim=-1)
    columns = [torch.exp((u * row).sum(-1) - norm**2 / 2) for row in w]
    return torch.stack(columns, dim=-1) / math.sqrt(w.shape[0])
