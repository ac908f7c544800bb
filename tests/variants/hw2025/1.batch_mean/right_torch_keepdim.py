"""earns all

A student who let torch compute, with the dimensions kept.
"""

import torch


def batch_mean():
    x = torch.tensor(X, dtype=torch.float32)
    return x.mean(dim=(0, 2), keepdim=True)
