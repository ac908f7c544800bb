"""earns half: guard

1e-9 in the denominator.
"""

import torch


def standard_attention(Q, K, V):
    S = Q @ K.mT
    A = torch.exp(S - S.amax(-1, keepdim=True))
    return A @ V / (A.sum(-1, keepdim=True) + 1e-9)
