"""earns all

torch, told to divide by n.
"""

import torch


def layer_variance():
    return torch.tensor(X, dtype=torch.float64).var(dim=(1, 2), unbiased=False)
