"""earns 5/8: cost

All weights of one query at a time.
"""

import torch


def approx_attention(Q, K, V, f):
    queries, keys = f(Q), f(K)
    rows = []
    for i in range(Q.shape[-2]):
        weights = queries[..., i : i + 1, :] @ keys.mT
        rows.append(weights @ V / weights.sum(-1, keepdim=True))
    return torch.cat(rows, -2)
