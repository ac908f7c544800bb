"""earns all

Index notation, and a softmax by hand with the row's maximum taken off.
"""

import torch


def standard_attention(Q, K, V):
    scores = torch.einsum("...id,...jd->...ij", Q, K)
    scores = scores - scores.amax(dim=-1, keepdim=True)
    weights = torch.exp(scores)
    weights = weights / weights.sum(dim=-1, keepdim=True)
    return torch.einsum("...ij,...jd->...id", weights, V)
