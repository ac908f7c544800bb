"""earns nothing: values

V in the place of K.
"""

import torch


def separable_attention(Q, K, V):
    return torch.softmax(Q, -1) @ (torch.softmax(V, -2).mT @ V)
