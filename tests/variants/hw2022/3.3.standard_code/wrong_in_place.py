"""earns 7/8: in place

Shifts the keys in place.
"""

import torch


def standard_attention(Q, K, V):
    K -= K.mean(dim=-2, keepdim=True)
    return torch.softmax(Q @ K.mT, dim=-1) @ V
