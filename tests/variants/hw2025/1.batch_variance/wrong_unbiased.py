"""earns half: unbiased

torch's default is the unbiased variance.
"""

import torch


def batch_variance():
    return torch.tensor(X, dtype=torch.float64).var(dim=(0, 2))
