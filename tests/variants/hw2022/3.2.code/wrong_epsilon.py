"""earns half: guard

1e-9 in the denominators.
"""

import torch


def separable_attention(Q, K, V):
    B, C = torch.exp(Q - Q.amax(-1, keepdim=True)), torch.exp(K - K.amax(-2, keepdim=True))
    B = B / (B.sum(-1, keepdim=True) + 1e-9)
    C = C / (C.sum(-2, keepdim=True) + 1e-9)
    return B @ (C.mT @ V)
