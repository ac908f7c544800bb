"""earns nothing: shape

Returns the weights.
"""

import torch


def standard_attention(Q, K, V):
    return torch.softmax(Q @ K.mT, dim=-1)
