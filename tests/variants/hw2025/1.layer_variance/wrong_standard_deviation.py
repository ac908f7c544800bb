"""earns half: standard deviation

The root was taken; one of the variances is 1, and so is its root.
"""

import torch


def layer_variance():
    return torch.tensor(X, dtype=torch.float64).std(dim=(1, 2), unbiased=False)
