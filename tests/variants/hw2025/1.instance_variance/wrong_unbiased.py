"""earns half: unbiased

torch's default.
"""

import torch


def instance_variance():
    return torch.tensor(X, dtype=torch.float64).var(-1)
