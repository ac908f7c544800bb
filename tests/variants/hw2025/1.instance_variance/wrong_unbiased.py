"""earns 0.5: unbiased

torch's default.
"""

import torch


def instance_variance():
    return torch.tensor(X, dtype=torch.float64).var(-1)
