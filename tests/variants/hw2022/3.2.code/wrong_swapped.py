"""earns nothing: swapped

Rows and columns change places.
"""

import torch


def separable_attention(Q, K, V):
    return torch.softmax(Q, -2) @ (torch.softmax(K, -1).mT @ V)
