"""earns 3/4: exception

The maximum is taken off in place.
"""

import torch


def separable_attention(Q, K, V):
    Q -= Q.amax(-1, keepdim=True)
    return torch.softmax(Q, -1) @ (torch.softmax(K, -2).mT @ V)
