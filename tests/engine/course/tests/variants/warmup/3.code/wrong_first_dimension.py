"""earns nothing

Along the first dimension.
"""

import torch


def softmax(x):
    return torch.softmax(x, dim=0)
