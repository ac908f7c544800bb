"""earns nothing: exact

The softmax attention of 3.3.
"""

import torch


def approx_attention(Q, K, V, f):
    return torch.softmax(Q @ K.mT, dim=-1) @ V
