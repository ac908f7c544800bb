"""earns 3/4: gradient

A new tensor from numbers.
"""

import torch


def standard_attention(Q, K, V):
    A = torch.softmax(Q @ K.mT, dim=-1)
    return torch.tensor((A @ V).tolist(), dtype=Q.dtype)
