"""earns all

Rows in blocks of 16: the last one is seldom full.
"""

import torch


def separable_attention(Q, K, V):
    queries, keys = torch.softmax(Q, -1), torch.softmax(K, -2)
    blocks = zip(keys.split(16, dim=-2), V.split(16, dim=-2))
    state = sum(k.transpose(-1, -2) @ v for k, v in blocks)
    return torch.cat([q @ state for q in queries.split(16, dim=-2)], dim=-2)
