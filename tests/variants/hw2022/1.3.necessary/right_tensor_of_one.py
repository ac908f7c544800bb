"""earns 3/2

One, as a tensor.
"""

import torch


def necessary():
    return torch.tensor(1)
