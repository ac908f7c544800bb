"""earns all

A loop over positions, never more than d×d at once.
"""

import torch


def separable_attention(Q, K, V):
    weights = torch.exp(torch.log_softmax(K, dim=-2))
    summary = torch.zeros_like(K[..., :1, :].mT @ V[..., :1, :])
    for k, v in zip(weights.unbind(-2), V.unbind(-2)):
        summary = summary + k[..., :, None] * v[..., None, :]
    return torch.softmax(Q, dim=-1) @ summary
