"""earns 7/8: gradient

The summary of keys and values is a constant.
"""

import torch


def separable_attention(Q, K, V):
    summary = (torch.softmax(K, -2).mT @ V).detach()
    return torch.softmax(Q, -1) @ summary
