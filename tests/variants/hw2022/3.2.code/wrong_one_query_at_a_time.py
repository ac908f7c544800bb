"""earns 5/8: cost

Never holds more than one row of the weights, and still computes all of them.
"""

import torch


def separable_attention(Q, K, V):
    B, C = Q.softmax(-1), K.softmax(-2)
    rows = []
    for i in range(Q.shape[-2]):
        weights = B[..., i : i + 1, :] @ C.mT
        rows.append(weights @ V)
    return torch.cat(rows, dim=-2)
