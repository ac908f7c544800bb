"""earns nothing: values

1/√d on both factors.
"""

import math

import torch


def standard_attention(Q, K, V):
    s = math.sqrt(Q.shape[-1])
    return torch.softmax((Q / s) @ (K / s).mT, dim=-1) @ V
