"""earns all

The truth value of a tensor.
"""

import torch


def sufficient():
    return torch.tensor(False)
