"""earns all

Looks at a number or two.
"""

import torch


def separable_attention(Q, K, V):
    n, d = Q.shape[-2:]
    weights = torch.softmax(Q, dim=-1)
    assert abs(weights[..., 0, :].sum(-1).max().item() - 1) < 1e-3
    summary = torch.softmax(K, dim=-2).transpose(-2, -1) @ V
    assert not torch.isnan(summary).any()
    return torch.matmul(weights, summary)
