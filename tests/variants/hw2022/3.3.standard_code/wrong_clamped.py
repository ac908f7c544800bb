"""earns 7/8: values

Clamps the logits.
"""

import torch


def standard_attention(Q, K, V):
    A = torch.exp((Q @ K.mT).clamp(-50, 50))
    return A @ V / A.sum(-1, keepdim=True)
