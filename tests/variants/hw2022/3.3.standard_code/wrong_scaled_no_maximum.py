"""earns 7/16: scaled

Scaled, and overflows besides.
"""

import torch


def standard_attention(Q, K, V):
    E = torch.exp(Q @ K.mT / Q.shape[-1] ** 0.5)
    return E @ V / E.sum(-1, keepdim=True)
