"""earns nothing: queries for keys

Queries and keys change places.
"""

import torch


def standard_attention(Q, K, V):
    return torch.softmax(K @ Q.mT, dim=-1) @ V
