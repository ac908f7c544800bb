"""earns nothing: values

V in the place of K.
"""

import torch


def standard_attention(Q, K, V):
    return torch.softmax(Q @ V.mT, dim=-1) @ V
