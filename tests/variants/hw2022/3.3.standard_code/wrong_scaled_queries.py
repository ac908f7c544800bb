"""earns half: scaled

Scales the queries before the product.
"""

import torch
import torch.nn.functional as F


def standard_attention(Q, K, V):
    q = Q * Q.shape[-1] ** -0.5
    return F.softmax(torch.einsum("...qd,...kd->...qk", q, K), dim=-1).matmul(V)
