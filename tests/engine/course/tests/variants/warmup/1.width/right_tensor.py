"""earns all

A tensor.
"""

import torch


def width():
    return torch.tensor([7, 3])
