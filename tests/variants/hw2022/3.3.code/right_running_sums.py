"""earns all

One key after the other, into sums that are kept once.
"""

import torch


def approx_attention(Q, K, V, f):
    keys = f(K)
    numerator, normaliser = 0, 0
    for j in range(K.shape[-2]):
        key = keys[..., j, :]
        numerator = numerator + key[..., :, None] * V[..., j, None, :]
        normaliser = normaliser + key
    queries = f(Q)
    rows = []
    for i in range(Q.shape[-2]):
        query = queries[..., i, :, None]
        rows.append((query * numerator).sum(-2) / (query[..., 0] * normaliser).sum(-1, keepdim=True))
    return torch.stack(rows, dim=-2)
