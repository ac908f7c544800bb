"""earns nothing: shape

Squeezes: loses sides of length 1.
"""

import torch


def standard_attention(Q, K, V):
    return (torch.softmax(Q @ K.mT, dim=-1) @ V).squeeze()
