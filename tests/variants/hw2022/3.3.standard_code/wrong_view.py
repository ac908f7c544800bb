"""earns 7/8: strided

Calls view on its arguments.
"""

import torch


def standard_attention(Q, K, V):
    q = Q.view(-1, Q.shape[-2], Q.shape[-1])
    k = K.view(-1, K.shape[-2], K.shape[-1])
    v = V.view(-1, V.shape[-2], V.shape[-1])
    return torch.bmm(torch.bmm(q, k.mT).softmax(-1), v).view(V.shape)
