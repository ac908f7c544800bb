"""earns half: guard

1e-6 in the denominator.
"""

import torch


def standard_attention(Q, K, V):
    S = Q @ K.mT
    A = torch.exp(S - S.amax(-1, keepdim=True))
    return A / (A.sum(-1, keepdim=True) + 1e-6) @ V
