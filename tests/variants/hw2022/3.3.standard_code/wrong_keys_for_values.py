"""earns nothing: values

K in the place of V.
"""

import torch


def standard_attention(Q, K, V):
    return torch.softmax(Q @ K.mT, dim=-1) @ K
