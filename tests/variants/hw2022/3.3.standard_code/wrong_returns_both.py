"""earns nothing: type

Returns the output and the weights.
"""

import torch


def standard_attention(Q, K, V):
    A = torch.softmax(Q @ K.mT, dim=-1)
    return A @ V, A
