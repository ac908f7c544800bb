"""earns all

In blocks of 10 rows.
"""

import torch


def approx_attention(Q, K, V, f):
    with_ones = torch.cat([V, torch.ones_like(V[..., :1])], -1)
    state = 0
    for k, v in zip(torch.split(K, 10, -2), torch.split(with_ones, 10, -2)):
        state = state + torch.matmul(f(k).transpose(-1, -2), v)
    out = torch.cat([torch.matmul(f(q), state) for q in torch.split(Q, 10, -2)], -2)
    return out[..., :-1] / out[..., -1:]
