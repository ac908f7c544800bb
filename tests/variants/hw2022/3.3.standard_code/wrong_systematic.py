"""earns nothing: values

As wrong everywhere as float32 is, and not by rounding.
"""

import torch


def standard_attention(Q, K, V):
    return torch.softmax(Q @ K.mT, dim=-1) @ V * (1 + torch.finfo(torch.float32).eps)
