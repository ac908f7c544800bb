"""earns nothing

K.T turns all sides round.
"""

import torch


def standard_attention(Q, K, V):
    K_T = K.permute(*range(K.dim() - 1, -1, -1))
    return torch.softmax(Q @ K_T, dim=-1) @ V
