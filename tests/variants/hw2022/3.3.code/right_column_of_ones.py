"""earns all

A column of ones beside V makes the normaliser.
"""

import torch


def approx_attention(Q, K, V, f):
    ones = torch.ones_like(V[..., :1])
    both = f(Q) @ (f(K).transpose(-1, -2) @ torch.cat([V, ones], dim=-1))
    return both[..., :-1] / both[..., -1:]
