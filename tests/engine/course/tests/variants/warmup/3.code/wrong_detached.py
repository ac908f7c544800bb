"""earns 3/4

No gradient comes back.
"""

import torch


def softmax(x):
    return torch.softmax(x.detach(), dim=-1)
