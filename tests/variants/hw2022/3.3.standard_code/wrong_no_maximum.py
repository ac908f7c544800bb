"""earns 7/8: not finite

exp of the logits as they are.
"""

import torch


def standard_attention(Q, K, V):
    A = torch.exp(Q @ K.mT)
    D = A.sum(dim=-1, keepdim=True)
    return (A @ V) / D
