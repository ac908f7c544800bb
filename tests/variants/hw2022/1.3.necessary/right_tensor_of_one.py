"""earns all

One, as a tensor.
"""

import torch


def necessary():
    return torch.tensor(1)
