"""earns all

As a tensor of an integer.
"""

import torch


def halving(m):
    return torch.tensor(4)
