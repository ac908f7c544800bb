"""earns 7/8: in place

Transposes the argument itself.
"""

import torch


def standard_attention(Q, K, V):
    K.transpose_(-1, -2)
    return torch.softmax(Q @ K, dim=-1) @ V
