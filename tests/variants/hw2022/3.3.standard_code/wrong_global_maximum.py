"""earns 7/8: not finite

Takes off the largest logit of all: other rows vanish.
"""

import torch


def standard_attention(Q, K, V):
    S = Q @ K.mT
    A = torch.exp(S - S.max())
    return A @ V / A.sum(-1, keepdim=True)
