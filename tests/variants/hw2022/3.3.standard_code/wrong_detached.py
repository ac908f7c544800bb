"""earns 3/4: gradient

The weights are detached.
"""

import torch


def standard_attention(Q, K, V):
    A = torch.softmax(Q @ K.mT, dim=-1).detach()
    return A @ V
