"""earns nothing: values

Divides by √n.
"""

import torch


def standard_attention(Q, K, V):
    return torch.softmax(Q @ K.mT / Q.shape[-2] ** 0.5, dim=-1) @ V
