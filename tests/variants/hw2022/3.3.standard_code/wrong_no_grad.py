"""earns 3/4: gradient

The logits are computed without a record.
"""

import torch


def standard_attention(Q, K, V):
    with torch.no_grad():
        S = Q @ K.mT
    return torch.softmax(S, dim=-1) @ V
