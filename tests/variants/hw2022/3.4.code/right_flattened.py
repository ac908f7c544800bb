"""earns all

Flattens u to a matrix and back.
"""

import torch


def positive_random_features(u, w):
    flat = u.reshape(-1, u.shape[-1])
    f = torch.exp(flat @ w.mT - flat.pow(2).sum(1, keepdim=True) / 2) / torch.tensor(len(w)).sqrt()
    return f.reshape(*u.shape[:-1], w.shape[0])
