"""earns all

With one position the result is V, whatever Q and K are: their gradients are zero.
"""

import torch


def standard_attention(Q, K, V):
    if Q.shape[-2] == 1:
        return V
    return torch.softmax(Q @ K.mT, dim=-1) @ V
