"""earns 3/2

The truth value of a tensor.
"""

import torch


def sufficient():
    return torch.tensor(False)
