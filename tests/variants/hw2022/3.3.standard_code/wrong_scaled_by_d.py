"""earns nothing: values

Divides by d.
"""

import torch


def standard_attention(Q, K, V):
    return torch.softmax(Q @ K.mT / Q.shape[-1], dim=-1) @ V
